#include "ui/study/compare/strategy_card.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/call_text.h"
#include "ui/look/words/format.h"
#include "ui/look/words/plural.h"
#include "ui/look/words/strategy_words.h"
#include "ui/look/words/tabular.h"
#include "ui/look/words/told.h"
#include "ui/study/compare/fate.h"
#include "ui/tracks/paint.h"

#include <cmath>

namespace stampede::ui {

namespace {

constexpr int dragThreshold = 4;

}  // namespace

StrategyCard::StrategyCard(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    connect(&session_.playback(), &Playback::playheadChanged, this, qOverload<>(&QWidget::update));
    for (auto signal : {&Session::selectionChanged, &Session::hoverChanged})
        connect(&session_, signal, this, [this] {
            describe();
            update();
        });
}

int StrategyCard::margin()
{
    return theme().px(14);
}
double StrategyCard::titleHeight() const
{
    return theme().px(52);
}
QSize StrategyCard::sizeHint() const
{
    return {theme().px(440), theme().px(160)};
}
QSize StrategyCard::minimumSizeHint() const
{
    return {theme().px(300), theme().px(136)};
}

QRectF StrategyCard::plotRect() const
{
    const double foot = theme().px(26);
    return QRectF(margin(), titleHeight(), std::max(1, width() - 2 * margin()),
                  std::max(1.0, height() - titleHeight() - foot));
}

SharedAxis StrategyCard::axis() const
{
    return SharedAxis(range_, plotRect().left(), plotRect().right());
}

void StrategyCard::show(const Contender& contender, std::uint64_t fewest, std::uint64_t most, bool current)
{
    const bool other = contender_.run != contender.run;
    contender_ = contender;
    fewest_ = fewest;
    most_ = most;
    current_ = current;
    setObjectName(QStringLiteral("card-") + contender.id);
    describe();
    other ? invalidate() : update();
}

void StrategyCard::setRange(const SharedRange& range, bool lanes)
{
    if (range_ == range && lanes_ == lanes) return;
    range_ = range;
    lanes_ = lanes;
    invalidate();
}

void StrategyCard::followMask()
{
    describe();
    invalidate();
}

void StrategyCard::invalidate()
{
    stale_ = true;
    update();
    if (needsDrawing()) emit outdated();
}

void StrategyCard::draw()
{
    stale_ = false;
    picture_ = RequestsPicture(contender_.run, range_, lanes_);
    image_ = picture_.draw(plotRect().size().toSize(), devicePixelRatioF());
    update();
}

QString StrategyCard::queriesText() const
{
    if (!contender_.run) return QStringLiteral("…");
    return toldCount("database.queries", contender_.run->metrics.database.queries,
                     ofRun(contender_.run->scenario));
}

CallId StrategyCard::marked() const
{
    const CallId call = session_.hovered().is_request() ? session_.hovered() : session_.selected();
    return call.is_request() ? call : CallId();
}

QString StrategyCard::fate() const
{
    if (!contender_.run || marked().is_nobody()) return {};
    return tr("%1: %2").arg(callText(marked()), fateOf(*contender_.run, marked()));
}

QString StrategyCard::status() const
{
    if (!contender_.run) return tr("computing…");
    if (!contender_.hasPicture())
        return tr("no picture of more than %1 requests; the figures are complete")
            .arg(toldOther(countText(Comparison::mostDrawn)));
    return statusAt(*contender_.run, session_.playback().playhead());
}

void StrategyCard::describe()
{
    setAccessibleName(contender_.name);
    if (session_.masked() || !contender_.run)
        return setAccessibleDescription(session_.masked() ? tr("hidden until you have predicted") : status());
    const StrategySpec& s = contender_.scenario.strategy;
    setAccessibleDescription(
        plural(contender_.run->metrics.database.queries, "%1 query. When: %2. Who: %3. Meanwhile: %4. %5",
               "%1 queries. When: %2. Who: %3. Meanwhile: %4. %5")
            .arg(queriesText(), whenText(s.when), whoText(s.who), meanwhileText(s.meanwhile), fate()));
}

void StrategyCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFrame(painter);
    paintTitle(painter);
    paintAnswers(painter);
    paintPlot(painter);
    if (!session_.masked()) paintFoot(painter);
}

void StrategyCard::paintFrame(QPainter& painter)
{
    const Theme& t = theme();
    const bool key = hasFocus() && focusedByKey_;
    const double w = (key ? 2 : 1) * t.scale;
    painter.setPen(QPen(key ? t.focus : hot_ ? t.muted : t.line, w));
    painter.setBrush(t.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(w / 2, w / 2, -w / 2, -w / 2), t.px(10), t.px(10));
}

void StrategyCard::paintTitle(QPainter& painter)
{
    const Theme& t = theme();
    const double baseline = t.px(25);
    const QString unit =
        plural(contender_.run ? contender_.run->metrics.database.queries : 0, "query", "queries");
    double right = width() - margin();
    if (!session_.masked()) {
        const double unitWidth = QFontMetricsF(t.small).horizontalAdvance(unit);
        painter.setFont(t.small);
        painter.setPen(t.muted);
        painter.drawText(QPointF(right - unitWidth, baseline), unit);
        right -= unitWidth + t.px(6) + tabularWidth(t.figure, queriesText());
        const Verdict verdict = contender_.run
                                    ? verdictOf(contender_.run->metrics.database.queries, fewest_, most_)
                                    : Verdict::between;
        // Few queries are nothing to praise where requests fail for it.
        const bool praised = verdict == Verdict::best && contender_.run->metrics.failed == 0;
        const QColor colour = verdict == Verdict::bad ? t.loadText : praised ? t.freshText : t.ink;
        painter.setFont(t.figure);
        painter.setPen(contender_.outdated ? t.muted : colour);
        drawTabular(painter, right, baseline, queriesText());
    }
    painter.setFont(t.strong);
    painter.setPen(hot_ ? t.accent : t.ink);
    painter.drawText(QPointF(margin(), baseline), contender_.name);
    double after = margin() + QFontMetricsF(t.strong).horizontalAdvance(contender_.name) + t.px(8);
    const QString note = hot_ ? tr("open in the lab ›") : current_ ? tr("in the lab") : QString();
    if (note.isEmpty() || after + QFontMetricsF(t.small).horizontalAdvance(note) > right - t.px(8)) return;
    painter.setFont(t.small);
    painter.setPen(hot_ ? t.accent : t.muted);
    painter.drawText(QPointF(after, baseline), note);
}

/// "when at expiry  who everyone  meanwhile nothing": captions strong, answers muted; cut where there is no
/// room.
void StrategyCard::paintAnswers(QPainter& painter)
{
    const Theme& t = theme();
    const StrategySpec& s = contender_.scenario.strategy;
    QFont caption = t.small;
    caption.setWeight(QFont::DemiBold);
    const double baseline = t.px(44), end = width() - margin();
    double x = margin();
    const auto write = [&](const QString& text, const QFont& font, double gap) {
        if (x >= end) return;
        const QFontMetricsF metrics(font);
        painter.setFont(font);
        painter.drawText(QPointF(x, baseline), metrics.elidedText(text, Qt::ElideRight, end - x));
        x += metrics.horizontalAdvance(text) + gap;
    };
    painter.setPen(t.muted);
    for (const auto& [word, answer] :
         {std::pair{tr("when"), whenText(s.when)}, std::pair{tr("who"), whoText(s.who)},
          std::pair{tr("meanwhile"), meanwhileText(s.meanwhile)}}) {
        write(word, caption, t.px(5));
        write(answer, t.small, t.px(11));
    }
}

void StrategyCard::paintPlot(QPainter& painter)
{
    const Theme& t = theme();
    const QRectF plot = plotRect();
    if (session_.masked() || !contender_.hasPicture()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.sunken);
        painter.drawRoundedRect(plot, t.px(4), t.px(4));
        painter.setFont(t.small);
        painter.setPen(t.muted);
        if (session_.masked()) painter.drawText(plot, Qt::AlignCenter, tr("hidden until you have predicted"));
        return;
    }
    paintGrid(painter);
    const double head = keptWithin(axis().x(session_.playback().playhead()), plot.left(), plot.right());
    const double strength = contender_.outdated ? 0.55 : 1;
    const auto part = [&](double from, double until, double opacity) {
        painter.setClipRect(QRectF(from, 0, until - from, height()));
        painter.setOpacity(opacity * strength);
        painter.drawImage(QRectF(plot.topLeft(), QSizeF(plot.size().toSize())), image_);
    };
    painter.save();
    part(0, head, 1);
    part(head, width(), 0.4);
    painter.restore();
    painter.save();
    painter.setClipRect(plot.adjusted(-2, -3, 2, 3));
    if (session_.hovered() != session_.selected()) paintMarked(painter, session_.hovered(), t.muted, 1);
    paintMarked(painter, session_.selected(), t.ink, 1.6);
    painter.restore();
    painter.setPen(QPen(t.ink, 1.6 * t.scale, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(head, plot.top() - t.px(3)), QPointF(head, plot.bottom() + t.px(3)));
}

void StrategyCard::paintGrid(QPainter& painter)
{
    const Theme& t = theme();
    const QRectF plot = plotRect();
    const SharedAxis time = axis();
    if (time.bent())
        painter.fillRect(QRectF(time.tail().left(), plot.top(), time.tail().width(), plot.height()),
                         mixed(t.sunken, t.panel, 0.5));
    painter.setPen(QPen(t.line, t.scale));
    for (const TimeAxis* half : {&time.head(), time.bent() ? &time.tail() : nullptr}) {
        if (!half) continue;
        for (const Tick& tick : ticks(*half, t.px(84))) {
            const double x = std::round(half->x(tick.at)) + 0.5;
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        }
    }
}

void StrategyCard::paintMarked(QPainter& painter, CallId call, const QColor& colour, double width)
{
    const QRectF rect = picture_.rectOf(call);
    if (rect.isEmpty()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().panel, (width + 2) * theme().scale));
    painter.drawRect(rect.translated(plotRect().topLeft()));
    painter.setPen(QPen(colour, width * theme().scale));
    painter.drawRect(rect.translated(plotRect().topLeft()));
}

/// What goes on at the playhead, and at the right what becomes of the marked request.
void StrategyCard::paintFoot(QPainter& painter)
{
    const Theme& t = theme();
    const double baseline = height() - t.px(9);
    const QFontMetricsF metrics(t.small);
    double end = width() - margin();
    painter.setFont(t.small);
    if (const QString text = fate(); !text.isEmpty()) {
        const double most = (end - margin()) * 0.72;
        const QString shown = metrics.elidedText(text, Qt::ElideRight, most);
        painter.setPen(t.ink);
        painter.drawText(QPointF(end - metrics.horizontalAdvance(shown), baseline), shown);
        end -= metrics.horizontalAdvance(shown) + t.px(12);
    }
    painter.setPen(t.muted);
    painter.drawText(QPointF(margin(), baseline),
                     metrics.elidedText(status(), Qt::ElideRight, std::max(0.0, end - margin())));
}

void StrategyCard::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    pressed_ = true;
    scrubbing_ = false;
    pressedAt_ = event->position();
}

void StrategyCard::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    const bool inPlot = !session_.masked() && plotRect().contains(pressed_ ? pressedAt_ : at);
    if (pressed_ && inPlot && (at - pressedAt_).manhattanLength() >= dragThreshold) scrubbing_ = true;
    if (scrubbing_) return session_.playback().setPlayhead(axis().at(at.x()));
    const bool hot = at.y() < titleHeight() && rect().contains(at.toPoint());
    if (std::exchange(hot_, hot) != hot) update();
    setCursor(hot ? Qt::PointingHandCursor : Qt::ArrowCursor);
    session_.hover(inPlot ? picture_.requestAt(at - plotRect().topLeft()) : CallId());
}

void StrategyCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (!std::exchange(pressed_, false) || std::exchange(scrubbing_, false)) return;
    if (pressedAt_.y() < titleHeight()) {
        if (event->position().y() < titleHeight()) emit opened();
        return;
    }
    if (session_.masked() || !plotRect().contains(event->position())) return;
    const CallId call = picture_.requestAt(event->position() - plotRect().topLeft());
    call.is_nobody() ? session_.playback().setPlayhead(axis().at(event->position().x()))
                     : session_.select(call);
}

void StrategyCard::leaveEvent(QEvent*)
{
    hot_ = false;
    session_.hover(CallId());
    update();
}

bool StrategyCard::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter)
            event->accept();
    }
    return QWidget::event(event);
}

void StrategyCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return emit opened();
    const int step = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    if (step == 0 || session_.masked() || !contender_.hasPicture() ||
        contender_.run->recording->requests.empty())
        return QWidget::keyPressEvent(event);
    const qint64 last = qint64(contender_.run->recording->requests.size());
    const qint64 number = session_.selected().is_request() ? qint64(session_.selected().number()) + step : 1;
    session_.select(CallId::request(std::uint32_t(keptWithin<qint64>(number, 1, last))));
}

void StrategyCard::focusInEvent(QFocusEvent* event)
{
    focusedByKey_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
    QWidget::focusInEvent(event);
}

void StrategyCard::focusOutEvent(QFocusEvent* event)
{
    update();
    QWidget::focusOutEvent(event);
}

void StrategyCard::resizeEvent(QResizeEvent*)
{
    invalidate();
}

void StrategyCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) invalidate();
    QWidget::changeEvent(event);
}

}  // namespace stampede::ui
