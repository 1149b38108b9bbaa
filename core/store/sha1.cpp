#include "core/store/sha1.h"

#include <array>
#include <bit>
#include <cstdint>

namespace stampede {

namespace {

using State = std::array<std::uint32_t, 5>;

std::uint32_t word_at(std::string_view block, std::size_t i)
{
    std::uint32_t w = 0;
    for (std::size_t k = 0; k < 4; ++k) w = w << 8 | static_cast<unsigned char>(block[i * 4 + k]);
    return w;
}

void digest(State& h, std::string_view block)
{
    std::array<std::uint32_t, 80> w;
    for (std::size_t i = 0; i < 16; ++i) w[i] = word_at(block, i);
    for (std::size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = h;
    for (std::size_t i = 0; i < 80; ++i) {
        const std::uint32_t f = i < 20   ? ((b & c) | (~b & d)) + 0x5a827999
                                : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                                : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
                                         : (b ^ c ^ d) + 0xca62c1d6;
        const std::uint32_t next = std::rotl(a, 5) + f + e + w[i];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    h = {h[0] + a, h[1] + b, h[2] + c, h[3] + d, h[4] + e};
}

}  // namespace

std::string sha1_hex(std::string_view text)
{
    std::string padded(text);
    padded += '\x80';
    while (padded.size() % 64 != 56) padded += '\0';
    for (int shift = 56; shift >= 0; shift -= 8)
        padded += static_cast<char>(std::uint64_t{text.size()} * 8 >> shift & 0xff);

    State h{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    for (std::size_t i = 0; i < padded.size(); i += 64) digest(h, std::string_view(padded).substr(i, 64));

    std::string hex;
    for (const std::uint32_t part : h)
        for (int shift = 28; shift >= 0; shift -= 4) hex += "0123456789abcdef"[part >> shift & 15];
    return hex;
}

}  // namespace stampede
