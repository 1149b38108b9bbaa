#include "core/store/redis_command.h"

#include <charconv>
#include <stdexcept>

namespace stampede {

namespace {

constexpr std::string_view words[] = {"$4\r\nAUTH\r\n",    "$6\r\nSELECT\r\n", "$4\r\nPING\r\n", "$9\r\nSUBSCRIBE\r\n",
                                      "$3\r\nGET\r\n",     "$3\r\nSET\r\n",    "$6\r\nUNLINK\r\n", "$4\r\nPTTL\r\n",
                                      "$7\r\nPEXPIRE\r\n", "$4\r\nEVAL\r\n",   "$7\r\nEVALSHA\r\n"};
static_assert(std::size(words) == static_cast<std::size_t>(Word::evalsha) + 1);

/// "*12\r\n" or "$12\r\n"
void append_count(std::string& out, char mark, std::size_t n)
{
    char text[24] = {mark};
    char* end = std::to_chars(text + 1, text + 22, n).ptr;
    *end++ = '\r';
    *end++ = '\n';
    out.append(text, static_cast<std::size_t>(end - text));
}

}  // namespace

RedisCommand::RedisCommand(std::string& out, std::string_view prefix, Word word, std::size_t arguments)
    : out_(out), prefix_(prefix)
{
    append_count(out_, '*', arguments + 1);
    out_.append(words[static_cast<std::size_t>(word)]);
}

RedisCommand& RedisCommand::key(KeyName k)
{
    if (prefix_.empty() || !k.space.starts_with(prefix_)) throw std::logic_error("a key outside the run's prefix");
    append_count(out_, '$', k.space.size() + k.name.size());
    out_.append(k.space).append(k.name).append("\r\n");
    return *this;
}

RedisCommand& RedisCommand::text(std::string_view argument)
{
    append_count(out_, '$', argument.size());
    out_.append(argument).append("\r\n");
    return *this;
}

RedisCommand& RedisCommand::number(std::int64_t argument)
{
    char digits[24];
    const char* end = std::to_chars(digits, digits + sizeof digits, argument).ptr;
    return text({digits, static_cast<std::size_t>(end - digits)});
}

}  // namespace stampede
