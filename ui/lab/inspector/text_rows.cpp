#include "ui/lab/inspector/text_rows.h"

#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr double barWidth = 3;

}  // namespace

TextRows::TextRows(Look look, const QString& accessibleName, QWidget* parent) : QWidget(parent), laid_(look)
{
    setAccessibleName(accessibleName);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setFixedHeight(0);
}

void TextRows::setRows(std::vector<TextRow> rows)
{
    if (rows == laid_.rows()) return;
    const int count = int(rows.size());
    current_ = keptWithin(current_, 0, std::max(0, count - 1));
    pointed_ = pointed_ < count ? pointed_ : -1;
    laid_.setRows(std::move(rows), width());
    fitHeight();
    describe();
    update();
}

QString TextRows::text() const
{
    QStringList lines;
    for (const TextRow& row : rows()) {
        QString line = row.left.isEmpty() ? QString() : row.left + QLatin1String("  ");
        if (laid_.look() == Look::code) line += QString(2 * row.indent, u' ');
        for (const TextSpan& span : row.spans) line += span.text;
        lines += line;
    }
    return lines.join(u'\n');
}

void TextRows::describe()
{
    if (!QAccessible::isActive()) return;
    setAccessibleDescription(text());
}

void TextRows::setHovered(CallId call)
{
    if (std::exchange(hovered_, call) == call) return;
    update();
}

void TextRows::setGrowsOnly(bool on)
{
    if (std::exchange(growsOnly_, on) == on || on) return;
    fitHeight();
}

void TextRows::setCentred(bool on)
{
    laid_.setCentred(on);
    laid_.layAll(width());
    fitHeight();
    update();
}

void TextRows::fitHeight()
{
    const int all = int(laid_.height());
    if (growsOnly_ ? all <= height() : all == height()) return;
    setFixedHeight(all);
    emit heightChanged();
}

void TextRows::resizeEvent(QResizeEvent* event)
{
    if (event->size().width() == event->oldSize().width()) return;
    laid_.layAll(width());
    // what it has grown to in another width says nothing about this one
    const bool growsOnly = std::exchange(growsOnly_, false);
    fitHeight();
    growsOnly_ = growsOnly;
}

void TextRows::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        laid_.layAll(width());
        fitHeight();
        update();
    }
    QWidget::changeEvent(event);
}

QRect TextRows::rowRect(int row) const
{
    if (row < 0 || row >= int(rows().size())) return {};
    return laid_.rect(std::size_t(row)).toAlignedRect();
}

QPoint TextRows::placeOf(int row, CallId call) const
{
    return laid_.placeOf(row, call).toPoint();
}

void TextRows::paintEvent(QPaintEvent* event)
{
    const Theme& t = theme();
    QPainter painter(this);
    if (laid_.look() == Look::code && !rows().empty()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.line, 1));
        painter.setBrush(t.paper);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), t.px(8), t.px(8));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    for (std::size_t i = 0; i < rows().size(); ++i)
        if (event->rect().intersects(rowRect(int(i)).adjusted(0, -2, 0, 2))) paintRow(painter, i);
}

void TextRows::paintRow(QPainter& painter, std::size_t index)
{
    const Theme& t = theme();
    const TextRow& row = rows()[index];
    const QRectF place = laid_.rect(index);
    const double left = laid_.leftWidth(), y = place.top();
    const bool code = laid_.look() == Look::code;
    const QRectF band(code ? 1 : 0, y - t.px(1), width() - (code ? 2 : 0), place.height() + t.px(2));
    if (row.lit) {
        painter.fillRect(band, QColor(t.waiting.red(), t.waiting.green(), t.waiting.blue(), 46));
        painter.fillRect(QRectF(band.left(), band.top(), barWidth * t.scale, band.height()), t.waiting);
    } else if (row.changed) {
        const double x = laid_.look() == Look::table ? left + t.px(4) : 0;
        painter.fillRect(QRectF(x, y, 2 * t.scale, place.height()), t.accent);
    } else if (int(index) == pointed_ && row.active) {
        painter.fillRect(band, t.sunken);
    }
    if (row.passed && !row.lit && code) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.muted);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawEllipse(QPointF(t.px(5), y + QFontMetricsF(rowFont(Look::code)).height() / 2), t.px(1.6),
                            t.px(1.6));
    }
    painter.setPen(t.muted);
    painter.setFont(t.text);
    if (laid_.look() == Look::table && !row.left.isEmpty())
        painter.drawText(QRectF(0, y, left, place.height()), Qt::AlignRight | Qt::AlignTop, row.left);
    if (laid_.look() == Look::choices)
        painter.drawText(QRectF(0, y, t.px(16), place.height()), Qt::AlignLeft | Qt::AlignTop,
                         QString(QChar(0x25B8)));
    painter.setPen(row.muted ? t.muted : t.ink);
    laid_.text(index).draw(&painter, QPointF(laid_.textX(row), y));
    if (!hovered_.is_nobody()) paintHovered(painter, index);
    if (hasFocus() && int(index) == current_) {
        painter.setPen(QPen(t.focus, 1.5 * t.scale));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(band.adjusted(1, 1, -1, -1), 3, 3);
    }
}

/// A line under the words that name the call in question.
void TextRows::paintHovered(QPainter& painter, std::size_t index)
{
    const Theme& t = theme();
    const TextRow& row = rows()[index];
    int start = 0;
    for (const TextSpan& span : row.spans) {
        const int end = start + int(span.text.size());
        if (span.tone == Tone::call && span.call == hovered_) {
            const QTextLine line = laid_.text(index).lineForTextPosition(start);
            const double x = laid_.textX(row);
            const double y = laid_.rect(index).top() + line.y() + line.ascent() + t.px(2);
            painter.setPen(QPen(t.lockText, 1.5 * t.scale));
            painter.drawLine(QPointF(x + line.cursorToX(start), y), QPointF(x + line.cursorToX(end), y));
        }
        start = end;
    }
}

void TextRows::mouseMoveEvent(QMouseEvent* event)
{
    const int row = laid_.rowAt(event->position().y());
    const CallId call = laid_.callAt(row, event->position());
    const bool active = row >= 0 && rows()[std::size_t(row)].active;
    setCursor(active || !call.is_nobody() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setToolTip(row >= 0 ? rows()[std::size_t(row)].tip : QString());
    if (std::exchange(pointed_, row) != row) update();
    emit callHovered(call);
}

void TextRows::leaveEvent(QEvent*)
{
    pointed_ = -1;
    update();
    emit callHovered(CallId());
}

void TextRows::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint())) return;
    const int row = laid_.rowAt(event->position().y());
    activate(row, laid_.callAt(row, event->position()));
}

/// Words that name a call win over the row they stand in.
void TextRows::activate(int row, CallId call)
{
    if (!call.is_nobody())
        emit callActivated(call);
    else if (row >= 0 && rows()[std::size_t(row)].active)
        emit rowActivated(row);
}

void TextRows::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) return QApplication::clipboard()->setText(text());
    const int count = int(rows().size());
    const bool down = event->key() == Qt::Key_Down, up = event->key() == Qt::Key_Up;
    if ((down || up) && count > 0) {
        current_ = keptWithin(current_ + (down ? 1 : -1), 0, count - 1);
        emit showPlease(rowRect(current_));
        return update();
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && current_ < count) {
        const TextRow& row = rows()[std::size_t(current_)];
        const auto names = std::find_if(row.spans.begin(), row.spans.end(),
                                        [](const TextSpan& s) { return s.tone == Tone::call; });
        return activate(current_, row.active || names == row.spans.end() ? CallId() : names->call);
    }
    QWidget::keyPressEvent(event);
}

void TextRows::focusInEvent(QFocusEvent*)
{
    emit showPlease(rowRect(current_));
    update();
}

void TextRows::focusOutEvent(QFocusEvent*)
{
    update();
}

}  // namespace stampede::ui
