#include "ui/lab/headline/headline.h"

#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/tabular.h"
#include "ui/look/words/told.h"
#include "ui/session/session.h"
#include "ui/session/time_marks.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace stampede::ui {

namespace {

/// A number that is at least as wide as any on the way to `n`.
FiguresAt widestOf(FiguresAt end)
{
    end.queries = std::max<std::uint64_t>(end.queries, 2);
    end.requests = std::max<std::uint64_t>(end.requests, 2);
    return end;
}

}  // namespace

Headline::Headline(Session& session, QWidget* parent) : QWidget(parent), session_(session), range_(session)
{
    setObjectName("headline");
    setAccessibleName(tr("Result at the playhead"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&session_, &Session::runChanged, this, &Headline::follow);
    connect(&session_.playback(), &Playback::playheadChanged, this, &Headline::follow);
    connect(&session_, &Session::worldChanged, this, &Headline::follow);
    connect(&range_, &RangeMeter::changed, this, &Headline::follow);
    connect(&session_, &Session::maskedChanged, this, &Headline::follow);
    connect(&session_.playback(), &Playback::playingChanged, this, QOverload<>::of(&QWidget::update));
    connect(&session_, &Session::computingChanged, this, [this](bool) {
        progress_ = -1;
        update();
    });
    connect(&session_, &Session::progressed, this, [this](double fraction) {
        progress_ = fraction;
        update();
    });
    follow();
}

QSize Headline::sizeHint() const
{
    return {theme().px(600), theme().px(66)};
}

void Headline::follow()
{
    const RunPtr run = session_.run();
    if (!run) {
        sentence_ = {tr("Preparing the first run …"), {}, {}};
        widest_ = sentence_;
        figures_.clear();
    } else if (session_.masked()) {
        sentence_ = widest_ = maskedSentence(run->scenario, run->metrics.requests);
        figures_ = maskedFigures();
    } else if (range_.figures()) {
        // Until the figures of a new range are there, those before stay.
        const auto& range = session_.marks().range();
        const Where where =
            range && !range_.measuring() ? between(run->scenario, range->from, range->until) : Where{};
        sentence_ = widest_ = sentenceOf(*range_.figures(), where);
        figures_ = rangeFiguresOf(run->scenario, *range_.figures(), where);
    } else {
        const bool ended = session_.playback().playhead() >= run->timeline.last_activity;
        const FiguresAt now = run->figures.at(session_.playback().playhead());
        const FiguresAt atEnd = run->figures.at(never);
        const Where where = at(run->scenario, session_.playback().playhead());
        sentence_ = sentenceOf(now, where);
        widest_ = sentenceOf(widestOf(atEnd));
        figures_ = figuresOf(run->scenario, now, atEnd, ended, where);
    }
    layOut();
    setAccessibleName(range_.figures() ? tr("Result of the selected range") : tr("Result at the playhead"));
    update();
}

double Headline::sentenceWidth(const QFont& font, const Sentence& s) const
{
    return tabularWidth(font, s.before) + tabularWidth(font, s.queries) + tabularWidth(font, s.after);
}

double Headline::badgeWidth() const
{
    if (!session_.showsLiveRun()) return 0;
    return QFontMetricsF(theme().strong).horizontalAdvance(tr("LIVE")) + theme().px(16 + 12);
}

/// The sentence shrinks by up to a quarter to keep the figures; then the last figures go.
void Headline::layOut()
{
    const Theme& t = theme();
    const double gap = t.px(34);
    std::vector<double> widths;
    double all = 0;
    for (const HeadlineFigure& f : figures_) {
        widths.push_back(
            std::max(tabularWidth(t.figure, f.value), QFontMetricsF(t.small).horizontalAdvance(f.label)));
        all += gap + widths.back();
    }
    font_ = t.headline;
    const double room = width() - badgeWidth() - t.px(8);
    double taken = std::max(sentenceWidth(font_, widest_), sentenceWidth(font_, sentence_));
    if (taken + all > room) {
        const double scale = std::clamp((room - all) / taken, 0.72, 1.0);
        font_.setPixelSize(static_cast<int>(t.headline.pixelSize() * scale));
        taken = std::max(sentenceWidth(font_, widest_), sentenceWidth(font_, sentence_));
    }
    left_.clear();
    double x = badgeWidth() + t.px(6) + taken + gap;
    for (double w : widths) {
        if (x + w > width()) break;
        left_.push_back(x);
        x += w + gap;
    }
}

void Headline::resizeEvent(QResizeEvent*)
{
    layOut();
}

double Headline::drawBadge(QPainter& painter, double x, double centre) const
{
    if (badgeWidth() == 0) return x;
    const Theme& t = theme();
    const QRectF box(x, centre - t.px(13), badgeWidth() - t.px(12), t.px(26));
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.freshText);
    painter.drawRoundedRect(box, t.px(6), t.px(6));
    painter.setPen(t.panel);
    painter.setFont(t.strong);
    painter.drawText(box, Qt::AlignCenter, tr("LIVE"));
    return x + badgeWidth();
}

double Headline::draw(QPainter& painter, double x, double y, const QString& text) const
{
    if (session_.playback().playing()) return drawTabular(painter, x, y, text);
    painter.drawText(QPointF(x, y), text);
    return x + QFontMetricsF(painter.font()).horizontalAdvance(text);
}

void Headline::drawSentence(QPainter& painter, double x, double centre) const
{
    const Theme& t = theme();
    painter.setFont(font_);
    const double y = centre + QFontMetricsF(font_).capHeight() / 2;
    painter.setPen(session_.run() ? t.ink : t.muted);
    x = draw(painter, x, y, sentence_.before);
    painter.setPen(t.load);
    x = draw(painter, x, y, sentence_.queries);
    painter.setPen(t.ink);
    draw(painter, x, y, sentence_.after);
}

void Headline::drawFigures(QPainter& painter, double centre) const
{
    const Theme& t = theme();
    const QFontMetricsF big(t.figure), small(t.small);
    const double height = big.capHeight() + t.px(8) + small.ascent();
    const double valueLine = centre - height / 2 + big.capHeight();
    for (std::size_t i = 0; i < left_.size(); ++i) {
        painter.setFont(t.figure);
        painter.setPen(figures_[i].bad ? t.loadText : t.ink);
        draw(painter, left_[i], valueLine, figures_[i].value);
        painter.setFont(t.small);
        painter.setPen(t.muted);
        painter.drawText(QPointF(left_[i], valueLine + t.px(8) + small.ascent()), figures_[i].label);
    }
}

void Headline::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double centre = height() / 2.0;
    const double x = drawBadge(painter, t.px(6), centre);
    drawSentence(painter, x, centre);
    drawFigures(painter, centre);
    if (session_.computing() && progress_ > 0) {
        painter.fillRect(QRectF(0, height() - t.px(3), width(), t.px(2)), t.line);
        painter.fillRect(QRectF(0, height() - t.px(3), width() * progress_, t.px(2)), t.accent);
    }
}

bool Headline::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) follow();
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QString text;
        for (std::size_t i = 0; i < left_.size(); ++i)
            if (help->pos().x() >= left_[i]) text = figures_[i].about;
        text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace stampede::ui
