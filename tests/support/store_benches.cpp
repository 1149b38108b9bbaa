#include "tests/support/store_benches.h"

#include <hiredis/hiredis.h>

namespace stampede {

namespace {

std::string as_text(const redisReply* r)
{
    if (!r) return "(no answer)";
    switch (r->type) {
    case REDIS_REPLY_NIL: return "(nil)";
    case REDIS_REPLY_INTEGER: return std::to_string(r->integer);
    case REDIS_REPLY_ARRAY: {
        std::string all;
        for (std::size_t i = 0; i < r->elements; ++i) all += (i ? " " : "") + as_text(r->element[i]);
        return all;
    }
    default: return std::string(r->str, r->len);
    }
}

}  // namespace

std::string ask_redis(const RedisAddress& server, const std::vector<std::string>& words)
{
    const timeval patience{.tv_sec = 5, .tv_usec = 0};
    const std::unique_ptr<redisContext, void (*)(redisContext*)> context(
        server.socket.empty() ? redisConnectWithTimeout(server.host.c_str(), server.port, patience)
                              : redisConnectUnixWithTimeout(server.socket.c_str(), patience),
        redisFree);
    if (!context || context->err) return "(no connection)";
    if (!server.password.empty())
        freeReplyObject(redisCommand(context.get(), "AUTH %s", server.password.c_str()));
    std::vector<const char*> argv;
    std::vector<std::size_t> lengths;
    for (const std::string& w : words) {
        argv.push_back(w.data());
        lengths.push_back(w.size());
    }
    auto* reply = static_cast<redisReply*>(
        redisCommandArgv(context.get(), static_cast<int>(argv.size()), argv.data(), lengths.data()));
    std::string text = as_text(reply);
    freeReplyObject(reply);
    return text;
}

std::string StoreBench::events()
{
    std::string words;
    for (const Event& e : recorder.recording().events)
        words += (words.empty() ? "" : " ") + std::string(name(e.what()));
    return words;
}

RedisBench::RedisBench(PrivateRedisOptions server_options, RedisStoreOptions options, Duration patience)
    : server(std::move(server_options))
{
    if (options.address.host.empty()) options.address = server.address();
    if (options.run.empty()) options.run = "test";
    store_ = std::make_unique<RedisStore>(loop, recorder, std::move(options));
    store_->connect(patience);
}

RedisBench::~RedisBench()
{
    tasks.kill();
    store_.reset();
}

void RedisBench::run()
{
    run_until([this] { return tasks.empty(); });
}

void RedisBench::run_until(const std::function<bool()>& over)
{
    if (!std::exchange(started_, true)) loop.start();
    loop.run_until(over);
}

}  // namespace stampede
