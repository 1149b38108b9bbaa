// The words of the mistakes, as files, menus and the command line have them. In a file of their own, so
// that a service links none of them.
#include "core/strategy/catalogue.h"

#include <array>

namespace stampede {

namespace {

constexpr std::array<std::string_view, 9> mistake_words{
    "lock-without-expiry",    "no-finally",     "plain-del",
    "infinite-wait",          "no-second-look", "setnx-then-expire",
    "refresh-without-dedupe", "same-ttl",       "timeout-herd"};
constexpr std::array<Mistake, 9> mistakes{
    Mistake::lock_without_expiry,    Mistake::no_finally,     Mistake::plain_del,
    Mistake::infinite_wait,          Mistake::no_second_look, Mistake::setnx_then_expire,
    Mistake::refresh_without_dedupe, Mistake::same_ttl,       Mistake::timeout_herd};

}  // namespace

std::string to_text(Mistake mistake)
{
    return std::string(mistake_words[static_cast<std::size_t>(mistake)]);
}

std::optional<Mistake> parse_mistake(std::string_view text)
{
    for (Mistake m : mistakes)
        if (mistake_words[static_cast<std::size_t>(m)] == text) return m;
    return std::nullopt;
}

std::span<const Mistake> all_mistakes()
{
    return mistakes;
}

}  // namespace stampede
