using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Grains.Gateways;

// its gateway renews it every 3 s -> an incarnation ends by End or by the next one -> nothing heard for ten minutes: deactivated
// Most calls interleave: after each await the state is another's, so it is looked at again.
[KeepAlive]
internal sealed partial class GatewayGrain(SessionLease lease, TimeProvider time, ILogger<GatewayGrain> logger) : Grain, IGatewayGrain
{
    private const int EndedAtOnceMax = 1_000;
    private static readonly TimeSpan PollTimeMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromMinutes(10);

    private readonly GatewayLife _life = new(time);
    private readonly SessionIndex _index = new(lease, time);
    private readonly Mailbox _mailbox = new(time.GetUtcNow().UtcTicks);
    private readonly Pulse _posted = new(time);
    private GatewayFacts? _facts;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(Sweep, SweepPeriod, SweepPeriod);
        return Task.CompletedTask;
    }

    public async Task<Outcome<Unit>> Login(SessionClaim claim, CancellationToken cancellationToken = default)
    {
        if (!Adopt(claim.Owner))
        {
            return Ended();
        }

        // Indexed before the call, so that an end that comes meanwhile takes it along; another's entry is not touched.
        if (!_index.ContainsId(claim.SessionId))
        {
            _index.Put(claim);
        }

        var outcome = await Session(claim.SessionId).Login(claim, cancellationToken);
        if (!outcome.IsOk)
        {
            _index.Remove(claim);
            return outcome;
        }

        if (_life.HasEnded(claim.Owner) || _index.HasLeft(claim))
        {
            await Session(claim.SessionId).End(claim.Owner, cancellationToken);
            return Ended();
        }

        _index.Put(claim);
        return Unit.Value;
    }

    public Task Logout(string sessionId, GatewayRef owner, CancellationToken cancellationToken = default)
    {
        _index.Leave(sessionId, owner);
        return Session(sessionId).End(owner, cancellationToken);
    }

    public async Task<Outcome<GatewayRenewed>> Renew(GatewayRenewal renewal, CancellationToken cancellationToken = default)
    {
        if (!Adopt(renewal.Owner))
        {
            return Ended();
        }

        _facts = renewal.Facts ?? _facts;
        var claims = renewal.Sessions.Where(claim => claim.Owner == renewal.Owner && !_index.HasLeft(claim)).ToList();
        var renewals = new Task<Outcome<Unit>>[claims.Count];
        for (var index = 0; index < renewals.Length; index++)
        {
            // They have a time limit of their own, and a token to each costs more than what it could save.
            _index.Put(claims[index]);
            renewals[index] = Session(claims[index].SessionId).Renew(claims[index], CancellationToken.None);
        }

        // Together, and what failed is looked at afterwards: each of them awaited by itself cost as much again.
        await Task.WhenAll((Task[])renewals)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_life.HasEnded(renewal.Owner))
        {
            return Ended();
        }

        var lost = claims.Where((claim, index) => !IsKept(renewals[index], claim)).ToList();
        lost.ForEach(_index.Remove);
        return new GatewayRenewed([.. lost.Select(claim => claim.SessionId)]);
    }

    public async Task End(GatewayRef owner, CancellationToken cancellationToken = default)
    {
        var isCurrent = _life.Current == owner;
        _life.End(owner);
        if (isCurrent)
        {
            _mailbox.Clear();
            _posted.Beat();
        }

        foreach (var chunk in _index.Of(owner).Chunk(EndedAtOnceMax))
        {
            await Task.WhenAll(chunk.Select(claim => EndSession(claim, cancellationToken)));
        }
    }

    public Task<Outcome<GatewayFacts>> Facts(CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<GatewayFacts>>(_facts is { } facts ? facts : new Refusal(RefusalKind.NotFound));

    public Task<SessionList> Sessions(CancellationToken cancellationToken = default)
    {
        return Task.FromResult(new SessionList(_life.Current is { } current ? [.. _index.Of(current)] : []));
    }

    public Task<Outcome<Unit>> Post(GatewayCommand command, CancellationToken cancellationToken = default)
    {
        if (!_life.IsLeased)
        {
            return Task.FromResult<Outcome<Unit>>(new Refusal(RefusalKind.Gone));
        }

        if (!_mailbox.TryPost(command))
        {
            return Task.FromResult<Outcome<Unit>>(new Refusal(RefusalKind.Full));
        }

        _posted.Beat();
        return Task.FromResult<Outcome<Unit>>(Unit.Value);
    }

    public async Task<MailboxPage> ReadMailbox(GatewayRef owner, long after, CancellationToken cancellationToken = default)
    {
        var page = ReadFor(owner, after);
        if (!page.Commands.IsEmpty)
        {
            return page;
        }

        await _posted.Wait(PollTimeMax, cancellationToken);
        return ReadFor(owner, after);
    }

    private static Refusal Ended() => new(RefusalKind.Gone, "", "This incarnation has ended.");

    private ISessionGrain Session(string sessionId) => GrainFactory.GetGrain<ISessionGrain>(SessionKey.Of(sessionId));

    private MailboxPage ReadFor(GatewayRef owner, long after)
    {
        return _life.Current == owner ? _mailbox.Read(after) : new MailboxPage(after, []);
    }

    private bool Adopt(GatewayRef owner)
    {
        var former = _life.Current;
        if (!_life.TryAdopt(owner))
        {
            return false;
        }

        if (former is not null && former != owner)
        {
            _mailbox.Clear();
        }

        return true;
    }

    /// <summary>False when the session belongs to an earlier claim. Without an answer it is claimed again with the next round.</summary>
    private bool IsKept(Task<Outcome<Unit>> renewal, SessionClaim claim)
    {
        if (renewal.IsCompletedSuccessfully)
        {
            return renewal.Result.IsOk;
        }

        LogNotRenewed(renewal.Exception?.InnerException, claim.SessionId);
        return true;
    }

    private async Task EndSession(SessionClaim claim, CancellationToken cancellationToken)
    {
        await Session(claim.SessionId).End(claim.Owner, cancellationToken);
        _index.Remove(claim);
    }

    private Task Sweep(CancellationToken cancellationToken)
    {
        _index.ForgetSilent();
        if (_life.Silence >= SilenceMax && _index.Count == 0)
        {
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Session {SessionId} did not answer a renewal; it is claimed again with the next one")]
    private partial void LogNotRenewed(Exception? exception, string sessionId);
}
