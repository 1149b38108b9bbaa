#include "core/store/entry_text.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace stampede {

namespace {

template <std::size_t digits>
void append_fixed(std::string& out, std::uint64_t n)
{
    char text[digits];
    for (std::size_t i = digits; i-- > 0; n /= 10) text[i] = static_cast<char>('0' + n % 10);
    out.append(text, digits);
}

void append_number(std::string& out, std::int64_t n)
{
    char text[24] = {' '};
    out.append(text, static_cast<std::size_t>(std::to_chars(text + 1, text + sizeof text, n).ptr - text));
}

/// Takes fields off the front of a text.
class Fields {
public:
    explicit Fields(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

    /// Digits, at most `most`. By hand: this runs for every value that is found.
    std::int64_t next(std::int64_t most)
    {
        const char* p = at_;
        const char* const stop = end_ - p > 19 ? p + 19 : end_;
        std::uint64_t n = 0;
        while (p != stop && static_cast<unsigned char>(*p - '0') < 10)
            n = n * 10 + static_cast<std::uint64_t>(*p++ - '0');
        good_ = good_ && p != at_ && n <= static_cast<std::uint64_t>(most) && (p == end_ || *p == ' ');
        at_ = p == end_ ? p : p + 1;
        return static_cast<std::int64_t>(n);
    }
    std::uint32_t next_number() { return static_cast<std::uint32_t>(next(UINT32_MAX)); }
    Duration next_duration() { return Duration{next(never.time_since_epoch().count() - 1)}; }
    /// Within a range that leaves room to add a duration.
    Instant next_instant() { return Instant(Duration{next(std::numeric_limits<std::int64_t>::max() / 2)}); }
    char next_flag()
    {
        good_ = good_ && end_ - at_ >= 2 && at_[1] == ' ';
        if (!good_) return 0;
        at_ += 2;
        return at_[-2];
    }
    bool good_to_the_end() const { return good_ && at_ == end_; }

private:
    const char* at_;
    const char* end_;
    bool good_ = true;
};

}  // namespace

void EntryText::append_instant(std::string& out, Instant t, Duration epoch)
{
    append_fixed<instant_digits>(out, static_cast<std::uint64_t>((t.time_since_epoch() + epoch).count()));
}

void EntryText::append(std::string& out, const Entry& e, Duration epoch, const EntryValues* values)
{
    append_fixed<token_digits>(out, e.token);
    out += ' ';
    append_instant(out, e.fresh_until, epoch);
    out += ' ';
    out += e.negative ? (e.backed_off ? 'N' : 'n') : (e.backed_off ? 'V' : 'v');
    append_number(out, e.version);
    append_number(out, e.generation);
    append_number(out, (e.fresh_until - e.stored_at).count());
    append_number(out, (e.kept_until - e.fresh_until).count());
    append_number(out, e.load_time.count());
    if (values) out.append(1, '\n').append(e.negative ? std::string_view() : values->text(e.version));
}

bool EntryText::read(std::string_view text, Entry& e, Duration epoch, EntryValues* values)
{
    const std::size_t value_at = values ? text.find('\n') : text.size();
    e.present = false;
    if (value_at == std::string_view::npos) return false;
    const std::string_view value = text.substr(std::min(value_at + 1, text.size()));
    text = text.substr(0, value_at);
    Fields fields(text);
    Entry found;
    found.token = fields.next_number();
    found.fresh_until = fields.next_instant();
    const char flag = fields.next_flag();
    found.version = fields.next_number();
    found.generation = fields.next_number();
    const Duration ttl = fields.next_duration();
    const Duration keep = fields.next_duration();
    found.load_time = fields.next_duration();
    if (!fields.good_to_the_end() || (flag != 'v' && flag != 'n' && flag != 'V' && flag != 'N')) return false;
    found.fresh_until -= epoch;
    found.stored_at = found.fresh_until - ttl;
    found.kept_until = found.fresh_until + keep;
    found.negative = flag == 'n' || flag == 'N';
    found.backed_off = flag == 'V' || flag == 'N';
    found.present = true;
    if (values && !found.negative) found.version = values->keep(value);
    e = found;
    return true;
}

}  // namespace stampede
