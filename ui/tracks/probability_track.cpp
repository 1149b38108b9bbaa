#include "ui/tracks/probability_track.h"

#include <QPainter>

#include "core/analysis/now.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/tracks/paint.h"

#include <algorithm>

namespace stampede::ui {

namespace {

QImage stamp(double radius, const QColor& line, const QColor& fill, double pixelRatio)
{
    const int side = int(2 * radius + 3);
    QImage image(QSize(side, side) * pixelRatio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, theme().scale));
    painter.setBrush(fill);
    painter.drawEllipse(QPointF(side / 2.0, side / 2.0), radius, radius);
    return image;
}

}  // namespace

ProbabilityTrack::ProbabilityTrack(Session& session, QWidget* parent)
    : Track(session, tr("Refresh probability"), parent)
{
}

QString ProbabilityTrack::nothingToSay() const
{
    if (!run() || run()->scenario.strategy.rolls()) return QString();
    return run()->scenario.strategy.scheduled()
               ? tr("no dice: this strategy refreshes on a schedule")
               : tr("no dice: this strategy refreshes when the value has expired");
}

const ProbabilityPicture& ProbabilityTrack::picture()
{
    if (!known_)
        picture_ = probabilityPicture(*run(), session().viewport().visible(), run()->timeline.busiest_key);
    known_ = true;
    return picture_;
}

QString ProbabilityTrack::subtitle()
{
    if (!run()) return QString();
    if (isFolded() && run()->timeline.rolls.empty())
        return tr("no request rolled in this run: none found a fresh value");
    const ProbabilityPicture& p = picture();
    QString said = tr(
        "against time to expiry; a dot for each roll with room for it, filled where it decided to refresh");
    for (const ProbabilityCurve& c : p.curves)
        if (c.inForce && c.kind == When::Kind::xfetch)
            said += tr("; β = %1, δ of its entries %2 on average")
                        .arg(toldOther(QString::number(c.beta)),
                             toldTime("entry.mean_delta", c.delta, ofRun(run()->scenario)));
        else if (c.inForce && c.kind == When::Kind::power)
            said += tr("; β = %1").arg(toldOther(QString::number(c.beta)));
    return said;
}

QString ProbabilityTrack::summary()
{
    if (!run()) return QString();
    const auto now = chanceNow();
    if (!now) return tr("There is no fresh entry to roll for.");
    return tr("With %1 left a request refreshes with a chance of %2.").arg(leftText(*now), chanceText(*now));
}

std::optional<ProbabilityTrack::ChanceNow> ProbabilityTrack::chanceNow() const
{
    const Instant t = session().playback().playhead();
    const auto [state, band] = run()->timeline.entry_at(run()->timeline.busiest_key, t);
    if (state != EntryState::fresh) return {};
    const auto chance = refresh_chance(run()->scenario, *band, t);
    if (!chance) return {};
    return ChanceNow{band->fresh_until - t, *chance};
}

QString ProbabilityTrack::leftText(const ChanceNow& now) const
{
    return toldTime("entry.left", now.left,
                    at(run()->scenario, session().playback().playhead(), run()->timeline.busiest_key));
}

QString ProbabilityTrack::chanceText(const ChanceNow& now) const
{
    return told("refresh.chance", now.chance,
                at(run()->scenario, session().playback().playhead(), run()->timeline.busiest_key),
                ui::chanceText(now.chance));
}

void ProbabilityTrack::paintFrame(QPainter& painter)
{
    painter.drawImage(0, 0, plot_.draw(picture(), size(), plotRect(), pixelRatio()));
    makeStamps();
    dots_ = dotsOf(picture(), plotRect(), theme().px(9));
}

void ProbabilityTrack::makeStamps()
{
    const Theme& t = theme();
    // A shade where many rolls decided against it; each that refreshed stands out.
    const QColor shade = mixed(t.muted, t.panel, 0.45);
    dot_ = stamp(1.3 * t.scale, shade, shade, pixelRatio());
    refreshDot_ = stamp(4.5 * t.scale, t.loadText, t.load, pixelRatio());
}

void ProbabilityTrack::paintLive(QPainter& painter)
{
    painter.setClipRect(plotRect().adjusted(-4, -2, 4, 2));
    paintDots(painter);
    LabelRoom room(plotRect());
    for (const Dot& dot : dots_)
        if (dot.roll.refreshed) room.take(QRectF(dot.at, QSizeF()).adjusted(-5, -5, 5, 5));
    paintNow(painter, room);
    paintExpected(painter, room);
    paintFormulas(painter, room);
    paintSelected(painter);
}

/// Rolls after the playhead are pale; those that refreshed come on top.
void ProbabilityTrack::paintDots(QPainter& painter)
{
    const Instant now = session().playback().playhead();
    for (bool refreshed : {false, true}) {
        const QImage& image = refreshed ? refreshDot_ : dot_;
        const double half = image.width() / image.devicePixelRatio() / 2;
        for (const Dot& dot : dots_) {
            if (dot.roll.refreshed != refreshed) continue;
            painter.setOpacity(paleness() * (dot.roll.at <= now ? 1 : 0.35));
            painter.drawImage(dot.at - QPointF(half, half), image);
        }
    }
    painter.setOpacity(1);
}

void ProbabilityTrack::paintExpected(QPainter& painter, LabelRoom& room)
{
    const ProbabilityPicture& p = picture();
    if (!p.firstRefreshExpected) return;
    const Theme& t = theme();
    const double x = probabilityPoint(p, plotRect(), *p.firstRefreshExpected, 0).x();
    painter.setPen(QPen(t.ink, 1.3 * t.scale, Qt::DotLine));
    painter.drawLine(QPointF(x, plotRect().top()), QPointF(x, plotRect().bottom()));
    painter.setFont(t.strong);
    const QString text =
        tr("first refresh expected: %1 before expiry")
            .arg(toldTime("theory.first_gap_ms", *p.firstRefreshExpected, ofRun(run()->scenario)));
    QRectF rect = labelRect(t.strong, text, 0, plotRect().top() + plotRect().height() * 0.36);
    rect.moveRight(x - t.px(4));
    if (rect.left() < plotRect().left()) rect.moveLeft(x + t.px(4));
    if (rect = room.place(rect); rect.isEmpty()) return;
    drawLabel(painter, rect, Qt::AlignCenter, text, t.ink);
}

/// Each formula stands beside its curve where that is steep enough to have room next to it.
void ProbabilityTrack::paintFormulas(QPainter& painter, LabelRoom& room)
{
    const Theme& t = theme();
    const ProbabilityPicture& p = picture();
    painter.setFont(t.strong);
    for (const ProbabilityCurve& curve : p.curves) {
        const double wanted = curve.inForce ? 0.55 : 0.9;
        const QString text = toldOther(curve.formula());
        double y = plotRect().center().y(), x = plotRect().center().x();
        for (int px = 0; px < int(plotRect().width()); px += 2) {
            const double share = px / plotRect().width();
            const double at = std::log(seconds(p.longest)) +
                              (std::log(seconds(p.shortest)) - std::log(seconds(p.longest))) * share;
            const double chance = curve.at(from_seconds(std::exp(at)));
            if (chance < wanted) continue;
            const QPointF point = probabilityPoint(p, plotRect(), from_seconds(std::exp(at)), chance);
            x = point.x() + t.px(12);
            y = point.y() + t.px(curve.inForce ? 12 : 16);
            break;
        }
        const QRectF rect = room.place(labelRect(t.strong, text, x, y));
        if (rect.isEmpty()) continue;
        drawLabel(painter, rect, Qt::AlignCenter, text, curve.inForce ? t.lockText : t.waitingText);
    }
}

/// The playhead on this axis is the time the entry has left.
void ProbabilityTrack::paintNow(QPainter& painter, LabelRoom& room)
{
    const auto now = chanceNow();
    if (!now || now->left < picture().shortest || now->left > picture().longest) return;
    const Theme& t = theme();
    const QPointF at = probabilityPoint(picture(), plotRect(), now->left, now->chance);
    painter.setPen(QPen(t.ink, 1.6 * t.scale));
    painter.drawLine(QPointF(at.x(), plotRect().top()), QPointF(at.x(), plotRect().bottom()));
    painter.setBrush(t.lock);
    painter.setPen(QPen(t.panel, 1.5 * t.scale));
    painter.drawEllipse(at, 4.5 * t.scale, 4.5 * t.scale);
    const QString text = tr("%1 left: %2").arg(leftText(*now), chanceText(*now));
    painter.setFont(t.small);
    QRectF rect = labelRect(t.small, text, at.x() + t.px(5), plotRect().top() + t.px(10));
    if (rect.right() > plotRect().right()) rect.moveRight(at.x() - t.px(5));
    room.take(rect);
    drawLabel(painter, rect, Qt::AlignCenter, text, t.ink);
}

void ProbabilityTrack::paintSelected(QPainter& painter)
{
    const CallId selected = session().selected();
    if (!selected.is_request()) return;
    const auto& rolls = run()->timeline.rolls;
    const auto roll =
        std::find_if(rolls.begin(), rolls.end(), [&](const Roll& r) { return r.call == selected; });
    if (roll == rolls.end() || roll->remaining < picture().shortest) return;
    const QPointF at = probabilityPoint(picture(), plotRect(), std::min(roll->remaining, picture().longest),
                                        double(roll->u));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().panel, 4 * theme().scale));
    painter.drawEllipse(at, 7 * theme().scale, 7 * theme().scale);
    painter.setPen(QPen(theme().ink, 2 * theme().scale));
    painter.drawEllipse(at, 7 * theme().scale, 7 * theme().scale);
}

}  // namespace stampede::ui
