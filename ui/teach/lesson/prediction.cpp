#include "ui/teach/lesson/prediction.h"

#include "ui/look/words/format.h"
#include "ui/look/words/tr.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stampede::ui {

namespace {

constexpr std::size_t keptEvery = 8;  ///< columns of a curve

/// Back from every eighth column to all of them.
CurveValues spread(const std::vector<double>& kept)
{
    std::vector<CurvePoint> points;
    for (std::size_t i = 0; i < kept.size(); ++i)
        points.push_back(
            {double(std::min(i * keptEvery, curve_columns - 1)) / double(curve_columns - 1), kept[i]});
    return curve_through(points);
}

}  // namespace

bool isRight(const Question& question, const StepWords& words, const Prediction& said)
{
    if (const auto* choices = std::get_if<Choices>(&question.answer))
        return said.choice && *said.choice < choices->size() && (*choices)[*said.choice].right;
    if (const auto* number = std::get_if<NumberQuestion>(&question.answer))
        return said.number && is_right(*number, words.truth.value, *said.number);
    return is_right(std::get<CurveQuestion>(question.answer), words.curve, said.curve);
}

QString toText(const Prediction& said)
{
    if (said.choice) return QStringLiteral("choice %1").arg(*said.choice);
    if (said.number) return QStringLiteral("number %1").arg(*said.number, 0, 'g', 12);
    QString text;
    if (said.curve.empty()) return text;
    text = QStringLiteral("curve");
    for (std::size_t i = 0; i < said.curve.size(); i += keptEvery)
        text += QStringLiteral(" %1").arg(std::lround(1000 * said.curve[i]));
    return text;
}

Prediction parsePrediction(const QString& text)
{
    Prediction said;
    const QStringList parts = text.split(u' ');
    if (parts.size() < 2) return said;
    if (parts[0] == QLatin1String("choice")) said.choice = parts[1].toULong();
    if (parts[0] == QLatin1String("number")) said.number = parts[1].toDouble();
    if (parts[0] == QLatin1String("curve")) {
        std::vector<double> kept;
        for (const QString& part : parts.mid(1)) kept.push_back(part.toDouble() / 1000);
        said.curve = spread(kept);
    }
    return said;
}

int Votes::total(std::size_t round) const
{
    return round < rounds.size() ? std::accumulate(rounds[round].begin(), rounds[round].end(), 0) : 0;
}

QString verdict(const Figure& truth, double said, bool right)
{
    const auto text = [&](double value) { return QString::fromStdString(figure(value, truth.unit).text); };
    if (said == truth.value) return tr("You said %1, and so it was.").arg(text(said));
    const double low = std::min(said, truth.value), high = std::max(said, truth.value);
    const QString both = tr("You said %1, it was %2").arg(text(said), text(truth.value));
    if (right) return both + tr(": near enough.");
    if (low <= 0 || truth.unit == Unit::percent)
        return both + (said < truth.value ? tr(": too low.") : tr(": too high."));
    const QString times = figureText(high / low);
    if (high / low < 1.1)
        return both + (said < truth.value ? tr(": a little too low.") : tr(": a little too high."));
    return both + (said < truth.value ? tr(": %1 times too low.").arg(times)
                                      : tr(": %1 times too high.").arg(times));
}

}  // namespace stampede::ui
