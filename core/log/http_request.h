#pragma once

#include "core/log/log_reader.h"

namespace stampede {

// What a line of a web server comes to: the one place that decides which requests are reads of a cached
// page, and what its key is.

/// A request as it stands in a log. What a log does not have is empty.
struct HttpRequest {
    std::optional<LogTime> at;
    std::string_view method;
    std::string_view host;    ///< "www.example.com:443"
    std::string_view target;  ///< "/product/123?ref=mail", or with scheme and host
    std::string_view status;  ///< "200"; "-" or "000": none
    std::optional<LogTime> upstream;
};

/// "GET /product/123 HTTP/1.1" into method and target, which may have blanks in it. False if it is no such
/// line.
bool split_request_line(std::string_view line, HttpRequest& into);

/// A read of the key host + path, without its query string, so that hosts with the same paths are kept
/// apart where the log has them; a host's port 80 or 443 does not count. Left out is what reads no page:
/// other methods than GET and HEAD, and answers 1xx and 4xx. Those of clients that gave up (408, 460, 499)
/// and those that failed (5xx) asked all the same.
LineVerdict page_read(const HttpRequest& request, std::vector<LogRequest>& requests);

/// A read of this key, or why it is none: for logs of caches. `operation` is "get", "gets", "SET"; empty: a
/// read.
LineVerdict key_read(std::optional<LogTime> at, std::string_view key, std::string_view operation,
                     std::vector<LogRequest>& requests);

}  // namespace stampede
