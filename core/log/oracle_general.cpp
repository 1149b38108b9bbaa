#include "core/log/oracle_general.h"

#include <algorithm>
#include <cstring>

namespace stampede {

namespace {

constexpr std::size_t record_size = 24;

struct Record {
    std::uint32_t time = 0;
    std::uint64_t object = 0;
    std::uint32_t size = 0;
    /// number of the next request for the object; negative, or the largest, for none
    std::int64_t next = 0;
};

template <class Number>
Number number_at(const char* bytes)
{
    Number n = 0;
    for (std::size_t i = sizeof n; i-- > 0;)  // the least byte comes first
        n = static_cast<Number>(n << 8 | static_cast<Number>(static_cast<unsigned char>(bytes[i])));
    return n;
}

Record record_at(const char* bytes)
{
    return {number_at<std::uint32_t>(bytes), number_at<std::uint64_t>(bytes + 4),
            number_at<std::uint32_t>(bytes + 12),
            static_cast<std::int64_t>(number_at<std::uint64_t>(bytes + 16))};
}

}  // namespace

bool is_oracle_general(std::string_view beginning)
{
    if (beginning.size() < record_size || beginning.substr(0, record_size).find('\0') == beginning.npos)
        return false;
    std::uint32_t before = 0;
    for (std::size_t at = 0; at + record_size <= std::min(beginning.size(), 64 * record_size);
         at += record_size) {
        const Record r = record_at(beginning.data() + at);
        constexpr std::int64_t most = std::int64_t(1) << 40;
        const bool plausible_next = r.next < most ? r.next >= -2 : r.next == INT64_MAX;
        if (r.time < before || r.size == 0 || r.size > INT32_MAX || !plausible_next) return false;
        before = r.time;
    }
    return true;
}

LineReader::Fill lines_of_oracle_general(LineReader::Fill bytes)
{
    return [bytes = std::move(bytes), packed = std::string(),
            text = std::string()](char* buffer, std::size_t size) mutable {
        while (text.empty()) {
            char chunk[record_size * 256];
            const std::size_t got = bytes(chunk, sizeof chunk);
            if (got == 0) {
                if (!packed.empty()) text = "incomplete\n";  // no reader takes it for a request
                packed.clear();
                break;
            }
            packed.append(chunk, got);
            const std::size_t whole = packed.size() / record_size * record_size;
            for (std::size_t at = 0; at < whole; at += record_size) {
                const Record r = record_at(packed.data() + at);
                text += std::to_string(r.time) + ',' + std::to_string(r.object) + ',' +
                        std::to_string(r.size) + ',' + std::to_string(r.next) + '\n';
            }
            packed.erase(0, whole);
        }
        const std::size_t n = std::min(size, text.size());
        std::memcpy(buffer, text.data(), n);
        text.erase(0, n);
        return n;
    };
}

}  // namespace stampede
