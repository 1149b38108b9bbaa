#include "ui/session/parameters/parameter.h"

#include "core/runtime/input_error.h"
#include "ui/look/words/format.h"
#include "ui/look/words/tr.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

/// To two significant digits: what a slider offers is a round number.
double rounded(double value)
{
    if (value == 0) return 0;
    const double size = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1);
    return std::round(value / size) * size;
}

double quantum(const Parameter& p)
{
    switch (p.kind) {
    case Parameter::Kind::real: return std::max(p.high - p.low, 1.0) / 200;
    case Parameter::Kind::percent: return 0.01;
    default: return 1;
    }
}

}  // namespace

bool Parameter::same(double a, double b) const
{
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

QString Parameter::text(double value) const
{
    if (std::isnan(value)) return noneText;
    switch (kind) {
    case Kind::count: return countText(static_cast<std::uint64_t>(std::llround(value)));
    case Kind::real:
        return value == std::round(value) && most <= 100 ? QString::number(value, 'f', 1) : figureText(value);
    case Kind::percent: return figureText(value * 100) + QStringLiteral(" %");
    case Kind::duration: return exactDurationText(Duration(std::llround(value)));
    case Kind::choice: return choices.value(static_cast<int>(value));
    case Kind::toggle: return value != 0 ? tr("on") : tr("off");
    }
    return {};
}

double Parameter::parse(const QString& typed, double current) const
{
    if (optional && typed.trimmed().compare(noneText, Qt::CaseInsensitive) == 0) return std::nan("");
    double value = 0;
    if (kind == Kind::duration) {
        const QString unit = std::isnan(current) ? QStringLiteral("ms") : unitOf(text(current));
        value = static_cast<double>(parseDurationInput(typed, unit).count());
    } else if (kind == Kind::percent) {
        value = parseNumberInput(QString(typed).remove(u'%')) / 100;
    } else {
        value = parseNumberInput(typed);
        if (kind == Kind::count && value != std::round(value))
            throw InputError(tr("%1 must be a whole number.").arg(label).toStdString());
    }
    if (value < least || value > most)
        throw InputError(tr("%1 can be %2 to %3.").arg(label, text(least), text(most)).toStdString());
    return value;
}

int Parameter::position(double value) const
{
    if (optional && std::isnan(value)) return noneIsRight ? steps : 0;
    double share = 0;
    if (!logarithmic) {
        share = (value - low) / (high - low);
    } else {
        const double bottom = low > 0 ? low : smallest;
        share = value <= 0 ? 0 : std::log(std::max(value, bottom) / bottom) / std::log(high / bottom);
        // The left end is kept for 0 or for none.
        if (value > 0 && (low <= 0 || (optional && !noneIsRight))) share = 0.03 + 0.97 * share;
    }
    if (optional && noneIsRight) share *= 0.97;
    return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * steps));
}

double Parameter::valueAt(int position) const
{
    double share = double(position) / steps;
    if (optional && noneIsRight) {
        if (share > 0.985) return std::nan("");
        share = std::min(1.0, share / 0.97);
    }
    if (!logarithmic) {
        const double q = quantum(*this);
        return std::clamp(std::round((low + share * (high - low)) / q) * q, low, high);
    }
    const bool leftIsKept = low <= 0 || (optional && !noneIsRight);
    if (leftIsKept) {
        if (share < 0.015) return optional && !noneIsRight ? std::nan("") : 0;
        share = std::max(0.0, (share - 0.03) / 0.97);
    }
    const double bottom = low > 0 ? low : smallest;
    const double value = rounded(bottom * std::pow(high / bottom, share));
    return std::clamp(kind == Kind::count ? std::round(value) : value, bottom, high);
}

QString titleOf(Parameter::Group group)
{
    switch (group) {
    case Parameter::Group::pinned: return tr("Pinned");
    case Parameter::Group::traffic: return tr("Traffic");
    case Parameter::Group::keys: return tr("Keys");
    case Parameter::Group::instances: return tr("Instances");
    case Parameter::Group::cache: return tr("Cache");
    case Parameter::Group::database: return tr("Database");
    case Parameter::Group::strategy: return tr("Strategy");
    case Parameter::Group::faults: return tr("Faults");
    case Parameter::Group::run: return tr("Run");
    }
    return {};
}

}  // namespace stampede::ui
