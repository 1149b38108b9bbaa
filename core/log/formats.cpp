#include "core/log/formats.h"

#include "core/log/readers.h"
#include "core/runtime/say.h"

namespace stampede {

namespace {

constexpr LogFormat formats[] = {
    {"vhost", to_say("access log of Apache with the virtual host first"), vhost_log},
    {"ingress-nginx", to_say("access log of ingress-nginx"), ingress_nginx_log},
    {"traefik", to_say("access log of Traefik"), traefik_log},
    {"nginx", to_say("access log of nginx with the time of its upstream"), nginx_log},
    {"varnishncsa", to_say("log of varnishncsa"), varnish_log},
    {"combined", to_say("access log in the combined format"), combined_log},
    {"common", to_say("access log in the common format"), common_log},
    {"cloudfront", to_say("log of CloudFront"), cloudfront_log},
    {"w3c", to_say("W3C extended log, as IIS writes it"), w3c_log},
    {"alb", to_say("log of an application load balancer of AWS"), alb_log},
    {"elb", to_say("log of a classic load balancer of AWS"), elb_log},
    {"s3", to_say("server access log of S3"), s3_log},
    {"haproxy", to_say("HTTP log of HAProxy"), haproxy_log},
    {"squid", to_say("access log of Squid"), squid_log},
    {"caddy", to_say("access log of Caddy"), caddy_json},
    {"traefik-json", to_say("access log of Traefik in JSON"), traefik_json},
    {"json", to_say("an object in JSON a line"), json_lines},
    {"twitter", to_say("cache trace of Twitter"), twitter_trace},
    {"cachelib", to_say("cache trace of CacheLib"), cachelib_trace},
    {"arc", to_say("trace of the ARC paper"), arc_trace},
    {"wikipedia", to_say("trace of Wikipedia"), wikipedia_trace},
    {"libcachesim", to_say("trace of libCacheSim"), libcachesim_trace},
    {"csv", to_say("columns with a separator"), csv_table},
    {"other", to_say("lines with a time, a request in quotes and a status"), other_web_log},
};

}  // namespace

std::span<const LogFormat> log_formats()
{
    return formats;
}

Fit fit_of(LogReader& reader, LogSample sample)
{
    Fit fit;
    std::vector<LogRequest> requests;
    for (const std::string& line : sample) {
        requests.clear();
        const LineVerdict v = reader.read(line, requests);
        const bool read = v.kind == LineVerdict::requests || v.kind == LineVerdict::left_out;
        fit.read += read;
        fit.typical += read && v.typical;
        fit.unreadable += v.kind == LineVerdict::unreadable;
    }
    return fit;
}

const LogFormat* format_of(LogSample sample, const LogReading& asked)
{
    const LogFormat* best = nullptr;
    Fit best_fit;
    for (const LogFormat& format : log_formats()) {
        const Fit fit = fit_of(*format.reader(sample, asked), sample);
        // The last one reads lines of others, too, also such as are no good ones.
        const std::size_t handicap = &format == &log_formats().back() ? 2 : 1;
        const auto better = [&](const Fit& a, const Fit& b) {
            return a.read != b.read ? a.read > handicap * b.read : handicap == 1 && a.typical > b.typical;
        };
        if (fit.read == 0 || (best && !better(fit, best_fit))) continue;
        best = &format;
        best_fit = fit;
    }
    return best;
}

}  // namespace stampede
