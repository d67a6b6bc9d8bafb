"""Answers each request with what greeting.txt says."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

with open("greeting.txt", "rb") as file:
    GREETING = file.read()


class Hello(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(GREETING)))
        self.end_headers()
        self.wfile.write(GREETING)


ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Hello).serve_forever()
