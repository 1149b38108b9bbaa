#include "ui/look/words/speeds.h"

#include <array>

namespace stampede::ui {

std::span<const double> speeds()
{
    static constexpr std::array<double, 19> offered{
        1 / 1000.0, 1 / 500.0, 1 / 200.0, 1 / 100.0, 1 / 50.0, 1 / 20.0, 1 / 10.0, 1 / 5.0, 1 / 2.0, 1,
        2,          5,         10,        20,        50,       100,      200,      500,     1000};
    return offered;
}

double nextSpeed(double speed, int direction)
{
    if (direction > 0) {
        for (double s : speeds())
            if (s > speed * 1.0001) return s;
    } else {
        for (std::size_t i = speeds().size(); i-- > 0;)
            if (speeds()[i] < speed * 0.9999) return speeds()[i];
    }
    return speed;
}

}  // namespace stampede::ui
