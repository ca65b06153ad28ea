using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>A client of the feed that keeps all it gets, cut where its filters change.</summary>
internal sealed class FeedReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FeedClient _feed;
    private readonly Lock _lock = new();
    private readonly Queue<(FilterMessage Message, TaskCompletionSource<FeedSegment?> Answered)> _asked = [];
    private readonly List<string> _wrong = [];
    private readonly Task _reading;
    private (int Left, Func<JsonElement, bool> What, TaskCompletionSource Came)? _awaited;

    private FeedReader(FeedClient feed, int number, ModelFilters filters, IReadOnlyDictionary<string, int> begun)
    {
        (_feed, Number, Last) = (feed, number, filters);
        Segments = [new FeedSegment(filters) { BegunBefore = begun }];
        _reading = ReadAll();
    }

    internal int Number { get; }

    internal List<FeedSegment> Segments { get; }

    /// <summary>The filters that it asked for last.</summary>
    internal ModelFilters Last { get; private set; }

    /// <summary>Replies that were not as they had to be.</summary>
    internal IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Whether it has gone: then only what came until that moment can be judged.</summary>
    internal bool HasLeft { get; private set; }

    /// <param name="ports">Of its gateway.</param>
    /// <param name="number">For people.</param>
    /// <param name="filters">In the URL, if it can say them; else all events come.</param>
    /// <param name="told">What was brought about.</param>
    internal static async Task<FeedReader> Connect(Ports ports, int number, ModelFilters filters, ToldEvents told)
    {
        var query = FilterMessages.Query(filters);
        var feed = await FeedClient.Connect(new Uri($"ws://127.0.0.1:{ports.Http}/"), query ?? "");
        return new FeedReader(feed, number, query is null ? ModelFilters.Everything : filters, told.Now());
    }

    /// <summary>Sends a message; whatever is sent behind it is answered behind it.</summary>
    /// <returns>What begins with the success message; null when the message is refused.</returns>
    internal async Task<Task<FeedSegment?>> Send(FilterMessage message)
    {
        var answered = new TaskCompletionSource<FeedSegment?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Last = message.Filters ?? Last;
        lock (_lock)
        {
            _asked.Enqueue((message, answered));
        }

        await _feed.Socket.Send(message.Text);
        return answered.Task.WaitAsync(Patience);
    }

    /// <summary>Waits until so many events have come to each; when they do not come to one, what is there is judged.</summary>
    internal static async Task Await(IEnumerable<FeedReader> readers, int count, Func<JsonElement, bool> what)
    {
        foreach (var reader in readers)
        {
            if (!await reader.Await(count, what, Patience))
            {
                return;
            }
        }
    }

    /// <summary>Goes away, with whatever is on its way to it.</summary>
    internal async Task Leave()
    {
        HasLeft = true;
        await _feed.DisposeAsync();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        await _reading;
    }

    private async Task<bool> Await(int count, Func<JsonElement, bool> what, TimeSpan limit)
    {
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            var left = count - Segments.Sum(segment => segment.Messages.Count(what));
            if (left <= 0)
            {
                return true;
            }

            _awaited = (left, what, came);
        }

        try
        {
            await came.Task.WaitAsync(limit);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task ReadAll()
    {
        try
        {
            while (true)
            {
                var message = await _feed.Inbox.Take(_ => true, "a message", Patience);
                lock (_lock)
                {
                    Take(message);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            End(exception);
        }
    }

    private void End(Exception reason)
    {
        lock (_lock)
        {
            while (_asked.TryDequeue(out var asked))
            {
                asked.Answered.TrySetException(reason);
            }
        }
    }

    private void Take(JsonElement message)
    {
        // Replies carry no coreServerId, every event does.
        if (message.Member("coreServerId") is null)
        {
            TakeReply(message);
            return;
        }

        Segments[^1].Messages.Add(message);
        if (_awaited is { } awaited && awaited.What(message))
        {
            _awaited = awaited.Left > 1 ? awaited with { Left = awaited.Left - 1 } : null;
            if (_awaited is null)
            {
                awaited.Came.SetResult();
            }
        }
    }

    private void TakeReply(JsonElement message)
    {
        if (!_asked.TryDequeue(out var asked))
        {
            _wrong.Add($"nobody asked for {message}");
            return;
        }

        var (expected, error) = (asked.Message, message.Text("error"));
        var isRight = message.Member("correlationId")?.GetRawText() == expected.CorrelationId && message.Number("time") > 0
            && (expected.Error is null
                ? message.Text("type") == "success" && message.EnumerateObject().Count() == 3
                : message.Text("type") == "error" && message.EnumerateObject().Count() == 4 && IsError(error, expected.Error));
        if (!isRight)
        {
            _wrong.Add($"{expected.Text} was answered by {message}");
        }

        if (expected.Filters is { } filters)
        {
            Segments.Add(new FeedSegment(filters));
        }

        asked.Answered.SetResult(expected.Filters is null ? null : Segments[^1]);
    }

    private static bool IsError(string? error, string expected) =>
        expected.EndsWith(' ') ? error?.StartsWith(expected, StringComparison.Ordinal) ?? false : error == expected;
}
