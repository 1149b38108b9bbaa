#include "core/store/redis_reply.h"

#include <hiredis/hiredis.h>

#include <new>

namespace stampede {

/// hiredis calls these for each part of an answer. A null result makes it give up, which is how an answer is
/// refused.
struct ReplyMaker {
    static constexpr std::size_t most_elements = std::tuple_size_v<decltype(Reply::elements)>;

    static Reply* make(const redisReadTask* task, Reply::Kind kind)
    {
        auto& reader = *static_cast<ReplyReader*>(task->privdata);
        Reply& r = reader.pool_[reader.used_++];
        r.kind = kind;
        r.size = 0;
        if (task->parent) {
            auto& parent = *static_cast<Reply*>(task->parent->obj);
            parent.elements[static_cast<std::size_t>(task->idx)] = &r;
        }
        return &r;
    }

    static void* string(const redisReadTask* task, char* text, std::size_t length)
    {
        const Reply::Kind kind = task->type == REDIS_REPLY_STRING   ? Reply::Kind::string
                                 : task->type == REDIS_REPLY_STATUS ? Reply::Kind::status
                                 : task->type == REDIS_REPLY_ERROR  ? Reply::Kind::error
                                                                    : Reply::Kind::nil;
        if (kind == Reply::Kind::nil || length > ReplyReader::longest_text) return nullptr;
        Reply* r = make(task, kind);
        if (r) r->text.assign(text, length);
        return r;
    }

    template <class Count>  // int before hiredis 1.0, size_t since
    static void* array(const redisReadTask* task, Count count)
    {
        const bool too_deep = task->parent && task->parent->parent;
        if (task->type != REDIS_REPLY_ARRAY || too_deep || static_cast<std::size_t>(count) > most_elements)
            return nullptr;
        Reply* r = make(task, Reply::Kind::array);
        if (r) r->size = static_cast<std::size_t>(count);
        return r;
    }

    static void* integer(const redisReadTask* task, long long n)
    {
        Reply* r = make(task, Reply::Kind::integer);
        if (r) r->integer = n;
        return r;
    }

    static void* nil(const redisReadTask* task) { return make(task, Reply::Kind::nil); }
    static void release(void*) {}  // answers belong to the ReplyReader
#if HIREDIS_MAJOR >= 1
    static void* refuse_double(const redisReadTask*, double, char*, std::size_t)
    {
        return nullptr;
    }
    static void* refuse_bool(const redisReadTask*, int)
    {
        return nullptr;
    }
#endif

    static redisReplyObjectFunctions* functions()
    {
        static redisReplyObjectFunctions f = [] {
            redisReplyObjectFunctions made{};
            made.createString = string;
            made.createArray = array;
            made.createInteger = integer;
            made.createNil = nil;
            made.freeObject = release;
#if HIREDIS_MAJOR >= 1
            made.createDouble = refuse_double;
            made.createBool = refuse_bool;
#endif
            return made;
        }();
        return &f;
    }
};

std::string_view Reply::error_code() const
{
    if (kind != Kind::error) return {};
    const std::string_view all = text;
    const std::string_view word = all.substr(0, all.find(' '));
    bool plain = !word.empty() && word.size() <= 20;
    for (const char c : word) plain = plain && c >= 'A' && c <= 'Z';
    return plain ? word : "ERR";
}

void ReplyReader::Free::operator()(redisReader* r) const
{
    redisReaderFree(r);
}

ReplyReader::ReplyReader() : reader_(redisReaderCreateWithFunctions(ReplyMaker::functions()))
{
    if (!reader_) throw std::bad_alloc();
    reader_->privdata = this;
    reader_->maxbuf = 0;  // keep the buffer between answers
}

ReplyReader::~ReplyReader() = default;

void ReplyReader::feed(std::string_view bytes)
{
    if (reader_->len - reader_->pos + bytes.size() > most_buffered ||
        redisReaderFeed(reader_.get(), bytes.data(), bytes.size()) != REDIS_OK)
        failed_ = true;
}

const Reply* ReplyReader::next()
{
    if (failed_) return nullptr;
    if (!reader_->reply) used_ = 0;  // not in the middle of an incomplete answer
    void* reply = nullptr;
    if (redisReaderGetReply(reader_.get(), &reply) != REDIS_OK) failed_ = true;
    return failed_ ? nullptr : static_cast<const Reply*>(reply);
}

}  // namespace stampede
