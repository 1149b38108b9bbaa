#include "ui/look/theme/heat_scale.h"

#include <algorithm>
#include <array>

namespace stampede::ui {

QColor heatColour(double share)
{
    static const std::array<QColor, 11> stops{QColor("#440154"), QColor("#482475"), QColor("#414487"),
                                              QColor("#355F8D"), QColor("#2A788E"), QColor("#21918C"),
                                              QColor("#22A884"), QColor("#44BF70"), QColor("#7AD151"),
                                              QColor("#BDDF26"), QColor("#FDE725")};
    const double place = std::clamp(share, 0.0, 1.0) * double(stops.size() - 1);
    const auto i = std::min(std::size_t(place), stops.size() - 2);
    const float part = float(place - double(i));
    const auto between = [part](float a, float b) { return a + (b - a) * part; };
    return QColor::fromRgbF(between(stops[i].redF(), stops[i + 1].redF()),
                            between(stops[i].greenF(), stops[i + 1].greenF()),
                            between(stops[i].blueF(), stops[i + 1].blueF()));
}

}  // namespace stampede::ui
