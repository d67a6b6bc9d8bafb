# The smallest web app that shows what a dyno is given: Perl is in every Debian, and starts in milliseconds.
#   /            the config var GREETING
#   /env/NAME    any variable, byte for byte
#   /header/NAME any header of the request, its name in lower case
#   /exit        ends the dyno
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
$SIG{CHLD} = 'IGNORE';
$SIG{TERM} = sub { print "stopping\n"; exit 0 };
my $parent = $$;
my $socket = IO::Socket::INET->new(LocalPort => $ENV{PORT}, Listen => 128, ReuseAddr => 1) or die "port $ENV{PORT}: $!";
print "listening on port $ENV{PORT}\n";

while (1) {
    my $client = $socket->accept or next;
    # A child for each connection: one that sends nothing holds up nobody.
    next if fork;
    my ($path) = (<$client> // '') =~ m{^GET (\S+)} or exit;
    my %headers;
    while (my $line = <$client>) {
        last if $line =~ /^\r?$/;
        $headers{lc $1} = $2 if $line =~ /^([^:]+):\s*(.*?)\r?$/;
    }
    my $body = $path =~ m{^/env/(\w+)} ? $ENV{$1} // ''
        : $path =~ m{^/header/([\w-]+)} ? $headers{$1} // ''
        : ($ENV{GREETING} // 'hello') . "\n";
    print $client "HTTP/1.1 200 OK\r\nContent-Length: ", length($body), "\r\nConnection: close\r\n\r\n$body";
    print "GET $path\n";
    print STDERR "asked for $path\n";
    kill 'TERM', $parent if $path eq '/exit';
    exit;
}
