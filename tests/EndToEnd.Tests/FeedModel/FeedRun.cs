using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>Random events at two gateways while clients of both come, go and change their filters.</summary>
internal sealed class FeedRun : IAsyncDisposable
{
    private const int ReadersBegun = 40;
    private const int ReadersMin = 30;
    private const int ReadersMax = 60;
    private const int PassingMax = 8;
    private const int BurstMax = 6;
    private static readonly string[] Sessions = ["s-0", "s-1", "s-2", "s/3 ü"];
    private static readonly string[] Users = ["mikey", "greta", "agent1", "somebody"];
    private static readonly long[] ReturnTimes = [-1, 1_700_000_000_000];

    private readonly Ports[] _ports;
    private readonly FeedChance _chance;
    private readonly FilterMessages _messages;
    private readonly ToldExtension[] _extensions = ToldExtension.All();
    private readonly List<FeedReader> _readers = [];
    private readonly List<FeedPublisher> _publishers = [];
    private readonly RestPublisher _rest;
    private readonly Queue<(string Session, string User, ExternalApiClient Client)> _passing = [];
    private FeedReader[] _witnesses = [];
    private ExternalApiClient? _setter;
    private int _passed;

    /// <param name="ports">Of the gateways.</param>
    /// <param name="coreServerId">Of the cluster.</param>
    /// <param name="seed">Of all that is random.</param>
    internal FeedRun(Ports[] ports, string coreServerId, int seed)
    {
        _ports = ports;
        _chance = new FeedChance(new Random(seed));
        _messages = new FilterMessages(_chance);
        _rest = new RestPublisher(ports[^1]);
        Told = new ToldEvents(coreServerId);
        _chance.Known["coreServerId"] = [coreServerId];
        _chance.Known["userId"] = [.. Users.Select(user => UserIds.Of(user, coreServerId))];
    }

    internal ToldEvents Told { get; }

    /// <summary>All clients, those that have gone too.</summary>
    internal IReadOnlyList<FeedReader> Readers => _readers;

    /// <summary>Clients without filters come first, then who brings events about, then the others.</summary>
    internal async Task Begin()
    {
        _witnesses = [await Join(0, ModelFilters.Everything), await Join(1, ModelFilters.Everything)];
        foreach (var session in Sessions)
        {
            var gateway = _publishers.Count % _ports.Length;
            _publishers.Add(await FeedPublisher.Connect(_ports[gateway], $"agent{_publishers.Count}", session, Told));
        }

        _setter = await LogIn(0, "setter", "setter");
        for (var count = 0; count < ReadersBegun; count++)
        {
            await Join(count % _ports.Length, _chance.Filters());
        }
    }

    internal async Task Step()
    {
        switch (_chance.Below(24))
        {
            case < 12:
                await Publish();
                break;
            case < 17:
                await Filter();
                break;
            case < 19:
                await Pass();
                break;
            case < 21:
                await SetExtension();
                break;
            case < 22:
                await _chance.Of(_publishers).Subscribe(_chance, Told);
                break;
            case 22 when Staying().Count < ReadersMax:
                await Join(_chance.Below(_ports.Length), _chance.Filters());
                break;
            case 23 when Staying() is { Count: > ReadersMin } staying:
                await _chance.Of(staying).Leave();
                break;
        }
    }

    /// <summary>
    /// When those without filters have everything, all take their filters away. Then an event comes in each publisher's classes, behind all
    /// others that there were.
    /// </summary>
    internal async Task End()
    {
        foreach (var publisher in _publishers)
        {
            await publisher.Settle();
        }

        await FeedReader.Await(_witnesses, Told.Count, _ => true);
        List<FeedReader> all = [.. _witnesses, .. Staying()];
        foreach (var reader in all)
        {
            await await reader.Send(_messages.Set(ModelFilters.Everything));
        }

        var marks = await _rest.Mark(_chance.Json, Told);
        foreach (var publisher in _publishers)
        {
            marks += await publisher.Mark(_chance.Json, Told);
        }

        await FeedReader.Await(all, marks, PublishedEvent.IsMark);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in _readers)
        {
            await reader.DisposeAsync();
        }

        ExternalApiClient?[] sessions = [.. _passing.Select(passing => passing.Client), _setter];
        IEnumerable<IAsyncDisposable> others = [.. _publishers, .. sessions.OfType<ExternalApiClient>()];
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }

        _rest.Dispose();
    }

    /// <summary>Clients with filters that have not gone.</summary>
    private List<FeedReader> Staying() => [.. _readers.Skip(_witnesses.Length).Where(reader => !reader.HasLeft)];

    private async Task<FeedReader> Join(int gateway, ModelFilters filters)
    {
        var reader = await FeedReader.Connect(_ports[gateway], _readers.Count, filters, Told);
        _readers.Add(reader);
        return reader;
    }

    private async Task Publish()
    {
        if (_chance.In(8))
        {
            await _rest.Publish(_chance, Told);
            return;
        }

        var publisher = _chance.Of(_publishers);
        for (var count = 1 + _chance.Below(BurstMax); count > 0; count--)
        {
            await publisher.Publish(_chance, Told);
        }
    }

    /// <summary>Another set, or a message that is refused; half of the answers are waited for.</summary>
    private async Task Filter()
    {
        var (reader, other) = (_chance.Of(Staying()), _chance.Of(Staying()));
        var message = _chance.In(6) ? _messages.Refused() : _messages.Set(_chance.Below(8) switch
        {
            0 => other.Last,
            < 4 => _chance.Near(other.Last),
            < 6 => _chance.Near(reader.Last),
            _ => _chance.Filters(),
        });
        var answer = await reader.Send(message);
        if (_chance.In(2) && await answer is { } segment)
        {
            segment.BegunBefore = Told.Now();
        }
    }

    /// <summary>A session comes, or the one that came first goes.</summary>
    private async Task Pass()
    {
        if (_passing.Count < PassingMax && _chance.In(2))
        {
            var (session, user) = ($"passing-{++_passed}", _chance.Of(Users));
            _passing.Enqueue((session, user, await LogIn(_chance.Below(_ports.Length), user, session)));
        }
        else if (_passing.TryDequeue(out var leaving))
        {
            Told.Add(UserIds.Session("userLogout", leaving.Session, leaving.User, Told.CoreServerId));
            await leaving.Client.Socket.Close();
            await leaving.Client.DisposeAsync();
        }
    }

    private async Task<ExternalApiClient> LogIn(int gateway, string user, string session)
    {
        var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports[gateway].ExternalApi}/"));
        Told.Add(UserIds.Session("userLogin", session, user, Told.CoreServerId));
        Assert.Equal("ok", (await client.Login(user, null, session)).Text("result"));
        return client;
    }

    private async Task SetExtension()
    {
        var extension = _chance.Of(_extensions);
        string? status = _chance.In(2) ? _chance.Of(ToldExtension.Statuses) : null;
        string? note = _chance.In(2) ? _chance.Note() : null;
        long? returnTime = _chance.In(2) || (status is null && note is null) ? _chance.Of(ReturnTimes) : null;
        foreach (var told in extension.Set(status, note, returnTime))
        {
            Told.Add(told);
        }

        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["id"] = extension.Id };
        foreach (var (field, value) in new (string, object?)[] { ("status", status), ("note", note), ("return_time", returnTime) })
        {
            if (value is not null)
            {
                data.Add(field, value);
            }
        }

        Assert.Equal("ok", (await _setter!.Request("status", "extension", "set", data)).Text("result"));
    }
}
