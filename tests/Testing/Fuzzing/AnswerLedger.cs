using System.Globalization;
using System.Text;

namespace EventPlatform.Testing.Fuzzing;

/// <summary>
/// Keeps account of a connection of the External API: every request gets exactly one final answer with its tid, in order unless an ack
/// announced it; what is no message gets an error without a tid and the close that belongs to it; the server's own tids count from 1.
/// What is wrong is a text. From any thread.
/// </summary>
/// <param name="isLine">Whether messages are lines: tids then come back without CR and LF.</param>
public sealed class AnswerLedger(bool isLine)
{
    private const string Login = "core/user/login";
    private const string Relay = "core/session/cmd";

    private readonly Lock _lock = new();
    private readonly List<LedgerEntry> _open = [];
    private MessageReading? _fatal;
    private bool _isFatalAnswered;
    private bool _isLoggedIn;
    private bool _isOver;

    /// <summary>Whether the server has asked for something that may not have been answered in time.</summary>
    private bool _isAsked;
    private bool _isStopSeen;
    private long _lastServerTid;
    private int _loginFailures;

    /// <summary>Whether others may end this session: its id is known to them.</summary>
    public bool MayBeStopped { get; init; }

    /// <summary>Whether the client reads so slowly that it may be closed for it.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Whether the connection ends rightly: the error of the message that ends it has come, if it has one.</summary>
    private bool IsFatalDone => _isFatalAnswered || (IsFatalSilent && !IsDue);

    /// <summary>Whether the message that ends the connection has no error: on WebSocket one that is too large, and wrong frames.</summary>
    private bool IsFatalSilent => _fatal?.Kind is MessageKind.WrongFrame or MessageKind.NotInflatable
        || (_fatal?.Kind == MessageKind.TooLarge && !isLine);

    /// <summary>Whether requests have no final answer yet that must come before the connection ends: a relay's target has time.</summary>
    public bool IsDue
    {
        get
        {
            lock (_lock)
            {
                return _open.Exists(entry => entry is not { Command: Relay, IsAcked: true });
            }
        }
    }

    /// <summary>Requests that have no final answer yet.</summary>
    public int OpenCount
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Notes a message that is about to be sent.</summary>
    public void Sending(MessageReading message)
    {
        lock (_lock)
        {
            if (_fatal is not null)
            {
                return;
            }

            switch (message.Kind)
            {
                case MessageKind.Request:
                    _open.Add(new LedgerEntry(AsAnswered(message.Tid), message.Command));
                    break;
                case MessageKind.Response:
                case MessageKind.Ack:
                    break;
                default:
                    _fatal = message;
                    break;
            }
        }
    }

    /// <summary>Takes a message of the server.</summary>
    /// <returns>What is wrong with it; null: nothing.</returns>
    public string? Received(ReadOnlySpan<byte> message)
    {
        var reading = MessageReading.Of(message);
        lock (_lock)
        {
            var wrong = reading.Kind switch
            {
                _ when _isOver => "a message behind the last one",
                MessageKind.Request => TakeRequest(reading),
                MessageKind.Response => TakeAnswer(reading),
                MessageKind.Ack => TakeAck(reading),
                _ => TakeLast(message),
            };
            return wrong is null ? null : $"{wrong}: {Encoding.UTF8.GetString(message)}";
        }
    }

    /// <summary>The server has ended the connection; the client has read all there was and has not ended it first.</summary>
    /// <param name="closeCode">The server's close code; 0 on lines, which have none.</param>
    /// <returns>What is wrong; null: nothing.</returns>
    public string? Ended(int closeCode)
    {
        lock (_lock)
        {
            return IsFatalDone && closeCode == (isLine ? 0 : CodeOf(_fatal?.Kind)) ? null
                : IsEarlyEndRight(closeCode) ? null
                : $"closed with {closeCode} after {_fatal?.Kind.ToString() ?? "nothing"} fatal, {_open.Count} without an answer, {Open()}";
        }
    }

    /// <summary>The client has ended its sending side and has read all there was: nothing may be open.</summary>
    /// <returns>What is wrong; null: nothing.</returns>
    public string? EndedByClient(int closeCode)
    {
        lock (_lock)
        {
            return (_open.Count == 0 && _fatal is null) || IsFatalDone ? null
                : IsEarlyEndRight(closeCode) ? null : $"{_open.Count} requests without an answer, {Open()}";
        }
    }

    /// <summary>The close code of a message that ends the connection.</summary>
    public static int CodeOf(MessageKind? fatal) => fatal switch
    {
        MessageKind.NotJson => 1007,
        MessageKind.NoMessage => 1008,
        MessageKind.Binary => 1003,
        MessageKind.TooLarge => 1009,
        MessageKind.WrongFrame => 1002,
        MessageKind.NotInflatable => 1007,
        _ => 0,
    };

    private string Open() => string.Join(' ', _open.Take(5).Select(entry => $"{entry.Command}:{entry.Tid}:{entry.IsAcked}"));

    private string? TakeRequest(MessageReading request)
    {
        var tid = (++_lastServerTid).ToString(CultureInfo.InvariantCulture);
        if (request.Command != "core/core/event")
        {
            _isAsked = true;
        }

        return !_isLoggedIn ? "a request of the server before the login's answer" : request.Tid == tid ? null : $"not the tid {tid}";
    }

    private string? TakeAck(MessageReading ack)
    {
        var entry = _open.Find(entry => !entry.IsAcked && entry.Tid == ack.Tid && IsAcknowledged(entry.Command));
        if (entry is null)
        {
            return "an ack of nothing";
        }

        entry.IsAcked = true;
        return null;
    }

    private string? TakeAnswer(MessageReading answer)
    {
        var index = Find(answer);
        if (index < 0)
        {
            return _open.Exists(entry => entry.Tid == answer.Tid) ? "an answer before its turn" : "an answer to nothing";
        }

        var entry = _open[index];
        _open.RemoveAt(index);
        return answer.Result switch
        {
            "ok" => TakeOk(entry),
            "error" => TakeError(entry, answer),
            _ => "neither ok nor error",
        };
    }

    private string? TakeOk(LedgerEntry entry)
    {
        _isLoggedIn |= entry.Command == Login;

        // It may have been this session; whose it was is not known here.
        _isStopSeen |= entry.Command == "core/session/stop";
        return null;
    }

    private string? TakeError(LedgerEntry entry, MessageReading answer)
    {
        if (answer is not { ErrorCode: { } code, ErrorText: { } text })
        {
            return "an error without code and text";
        }

        if (entry.Command == Login && !_isLoggedIn)
        {
            _loginFailures++;
            _isStopSeen |= code is 100_034 or 100_035;
        }

        // What a relay's target answers is passed on; without code and text it is an internal error. Its tid may be another's too.
        return entry is { Command: Relay, IsAcked: true } || _open.Exists(other => other.Command == Relay && other.Tid == entry.Tid) ? null
            : code == ApiErrorTexts.Internal ? "an internal error"
            : ApiErrorTexts.Contain(code, text) ? null : "an error that is not documented";
    }

    /// <summary>The one with this tid whose turn it is; of equal tids one that was not announced, the others have time.</summary>
    private int Find(MessageReading answer)
    {
        // A login holds back what follows it, although it is acknowledged.
        var announced = _open.FindIndex(entry => entry.IsAcked && entry.Command != Login && entry.Tid == answer.Tid);
        var next = _open.FindIndex(entry => !entry.IsAcked || entry.Command == Login);
        if (next < 0 || _open[next].Tid != answer.Tid)
        {
            return announced;
        }

        // Its ok would come behind its ack; an internal error rather is what a relay's target has answered.
        var isAckDue = !_open[next].IsAcked && IsAcknowledged(_open[next].Command) && answer.Result == "ok";
        return announced >= 0 && (isAckDue || answer.ErrorCode == ApiErrorTexts.Internal) ? announced : next;
    }

    /// <summary>What is neither: only the error without a tid, as the last message.</summary>
    private string? TakeLast(ReadOnlySpan<byte> message)
    {
        _isOver = true;
        if (_fatal is null || IsFatalSilent)
        {
            return "not a message";
        }

        var text = _fatal.Kind switch
        {
            MessageKind.NotJson => "Invalid JSON",
            MessageKind.TooLarge => "Message too large",
            _ => "Invalid message",
        };
        _isFatalAnswered = message.SequenceEqual(
            Encoding.UTF8.GetBytes($$$"""{"result":"error","data":{"code":100072,"error":"{{{text}}}"}}"""));
        return !_isFatalAnswered ? $"not the error for {_fatal.Kind}" : IsDue ? $"the end before {_open.Count} answers, {Open()}" : null;
    }

    private bool IsEarlyEndRight(int closeCode) => closeCode switch
    {
        0 when isLine => _isStopSeen || MayBeStopped || IsSlow || _loginFailures >= 5 || _isAsked,
        1000 => _isStopSeen || MayBeStopped,
        1008 => _loginFailures >= 5 || _isAsked,
        4002 => IsSlow,
        _ => false,
    };

    private bool IsAcknowledged(string command) =>
        command is "core/event/get_subscriptions" or Relay
        || (command == Login && !_isLoggedIn)
        || !command.StartsWith("core/", StringComparison.Ordinal);

    private string AsAnswered(string tid) =>
        isLine ? tid.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal) : tid;
}
