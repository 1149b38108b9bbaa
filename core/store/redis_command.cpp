#include "core/store/redis_command.h"

#include "core/runtime/say.h"

#include <charconv>
#include <cstring>
#include <stdexcept>

namespace stampede {

namespace {

constexpr std::string_view words[] = {"$4\r\nAUTH\r\n",      "$6\r\nSELECT\r\n", "$4\r\nPING\r\n",
                                      "$9\r\nSUBSCRIBE\r\n", "$3\r\nGET\r\n",    "$3\r\nSET\r\n",
                                      "$6\r\nUNLINK\r\n",    "$4\r\nPTTL\r\n",   "$7\r\nPEXPIRE\r\n",
                                      "$4\r\nEVAL\r\n",      "$7\r\nEVALSHA\r\n"};
static_assert(std::size(words) == static_cast<std::size_t>(Word::evalsha) + 1);

/// The longest "*12\r\n" or "$12\r\n".
constexpr std::size_t longest_count = 24;

char* put(char* to, std::string_view text)
{
    if (!text.empty()) std::memcpy(to, text.data(), text.size());  // an empty text may have no address
    return to + text.size();
}

char* put_count(char* to, char mark, std::size_t n)
{
    *to++ = mark;
    if (n < 10)
        *to++ = static_cast<char>('0' + n);
    else
        to = std::to_chars(to, to + longest_count, n).ptr;
    *to++ = '\r';
    *to++ = '\n';
    return to;
}

}  // namespace

RedisCommand::RedisCommand(WriteBuffer& out, std::string_view prefix, Word word, std::size_t arguments)
    : out_(out), prefix_(prefix)
{
    const std::string_view name = words[static_cast<std::size_t>(word)];
    char* const begin = out_.room(longest_count + name.size());
    out_.took(static_cast<std::size_t>(put(put_count(begin, '*', arguments + 1), name) - begin));
}

RedisCommand& RedisCommand::bulk(std::string_view first, std::string_view second)
{
    const std::size_t n = first.size() + second.size();
    char* const begin = out_.room(longest_count + n + 2);
    char* const end = put(put(put(put_count(begin, '$', n), first), second), "\r\n");
    out_.took(static_cast<std::size_t>(end - begin));
    return *this;
}

RedisCommand& RedisCommand::key(KeyName k)
{
    if (prefix_.empty() || !k.space.starts_with(prefix_))
        throw std::logic_error(say("a key outside the run's prefix"));
    return bulk(k.space, k.name);
}

RedisCommand& RedisCommand::text(std::string_view argument)
{
    return bulk(argument, {});
}

RedisCommand& RedisCommand::number(std::int64_t argument)
{
    char digits[24];
    const char* end = std::to_chars(digits, digits + sizeof digits, argument).ptr;
    return text({digits, static_cast<std::size_t>(end - digits)});
}

}  // namespace stampede
