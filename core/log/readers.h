#pragma once

#include "core/log/log_reader.h"

namespace stampede {

// The readers, one a format or a family of them; formats.cpp has the table.

using MakeReader = std::unique_ptr<LogReader>(LogSample sample, const LogReading& asked);

// access_log.cpp: the lines that Apache and nginx write by default, and what others made of them. Each
// reads all of these lines, since a log may change its form; they differ in what they hold for typical.
MakeReader common_log, combined_log, vhost_log, nginx_log, ingress_nginx_log, traefik_log, varnish_log;
MakeReader w3c_log, cloudfront_log;                                                       // w3c_log.cpp
MakeReader elb_log, alb_log, s3_log;                                                      // aws_log.cpp
MakeReader squid_log;                                                                     // squid_log.cpp
MakeReader haproxy_log;                                                                   // haproxy_log.cpp
MakeReader json_lines, caddy_json, traefik_json;                                          // json_lines.cpp
MakeReader csv_table;                                                                     // csv_table.cpp
MakeReader twitter_trace, cachelib_trace, libcachesim_trace, arc_trace, wikipedia_trace;  // cache_traces.cpp
MakeReader other_web_log;                                                                 // other_web_log.cpp

}  // namespace stampede
