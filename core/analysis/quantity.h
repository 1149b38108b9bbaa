#pragma once

#include "core/runtime/time.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace stampede {

// The home of quantities: everything that is counted, measured or expected of a run has one name, and one
// function that gives its value. Whoever shows a number asks that function; nobody else computes one.
//
//   of the whole run, or until an instant   measure() and Figures: the same, by one pass and looked up
//   of the requests of a stretch            figures_between()
//   at an instant                           Timeline and Standing, and those of now.h
//   of traffic                              rates.h
//   by columns of time, by length           density.h, latency_shape.h
//   as a part of a whole                    shares.h
//   over runs with other seeds              statistics.h, spread.h
//   in both worlds                          two_worlds.h
//   by theory                               expected.h, with the domain in which its forms hold

/// What a value is measured in.
enum class Dimension : std::uint8_t { number, milliseconds, share, per_second };

/// What a value is about.
enum class Over : std::uint8_t {
    instant,   ///< how things stand then
    until,     ///< what has happened from the beginning of the run until an instant, or in a stretch of it
    range,     ///< what happens between two instants
    scenario,  ///< what is asked for or expected, whatever happens
};

struct Quantity {
    std::string_view name;  ///< that of the metric, where it is one: "database.queries"
    Dimension dimension = Dimension::number;
    Over over = Over::until;
    std::string_view what;  ///< its definition, as a sentence
    bool operator==(const Quantity& other) const { return name == other.name; }
};

/// All of them, metrics first in the order of `stampede run --json`.
std::span<const Quantity> quantities();
/// REQUIRES: there is one of that name.
const Quantity& quantity(std::string_view name);
/// nullptr if there is none.
const Quantity* find_quantity(std::string_view name);

/// A value, or the reason why there is none: outside the domain of a theory there is no value.
class Value {
public:
    Value(double number) : number_(number) {}
    static Value none(std::string_view reason) { return Value(reason); }

    explicit operator bool() const { return number_.has_value(); }
    /// REQUIRES: there is one.
    double operator*() const { return *number_; }
    /// A clause that ends "theory says nothing here: …"; empty when there is a value.
    std::string_view why_not() const { return reason_; }

private:
    explicit Value(std::string_view reason) : reason_(reason) {}
    std::optional<double> number_;
    std::string_view reason_;  ///< of static storage
};

/// The part of a whole; 0 of nothing.
double share_of(std::uint64_t part, std::uint64_t whole);

}  // namespace stampede
