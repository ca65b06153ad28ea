using System.Net;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Security.Passwords;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.Security;

public sealed class PasswordQueueTests : IDisposable
{
    private const int Capacity = 8;
    private static readonly string Hash = PasswordHashes.Make("right");
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");
    private readonly PasswordQueue _queue = new(Capacity);
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _queue.Dispose();

    [Theory]
    [InlineData("right", PasswordVerdict.Right)]
    [InlineData("Right", PasswordVerdict.Wrong)]
    [InlineData("", PasswordVerdict.Wrong)]
    internal async Task Verify_Table(string password, PasswordVerdict expected) =>
        Assert.Equal(expected, await _queue.Verify(Hash, password, Address, Cancel));

    [Fact]
    public async Task Make_IsVerified() =>
        Assert.Equal(PasswordVerdict.Right, await _queue.Verify((await _queue.Make("new", Cancel))!, "new", null, Cancel));

    [Fact]
    public async Task Pretend_IsWrong() => Assert.Equal(PasswordVerdict.Wrong, await _queue.Pretend("right", Address, Cancel));

    [Fact]
    public async Task Verify_OneAddressFloods_HasHalfAndOthersTheRest()
    {
        var flood = Enumerable.Range(0, 40).Select(_ => _queue.Verify(Hash, "wrong", Address, Cancel).AsTask()).ToArray();
        var refused = flood.Count(attempt => attempt.IsCompletedSuccessfully && attempt.Result == PasswordVerdict.Overloaded);
        var other = _queue.Verify(Hash, "right", IPAddress.Loopback, Cancel);

        // Some may have been compared meanwhile.
        Assert.InRange(refused, 1, 40 - (Capacity / 2));
        Assert.Equal(PasswordVerdict.Right, await other);
        await Task.WhenAll(flood);
        Assert.Equal(0, _queue.AddressCount);
    }

    [Fact]
    public async Task Verify_ManyAddressesFlood_IsBoundedAndForgotten()
    {
        var flood = Enumerable.Range(0, 40)
            .Select(index => _queue.Verify(Hash, "wrong", IPAddress.Parse($"192.0.2.{index}"), Cancel).AsTask())
            .ToArray();

        var made = Enumerable.Range(0, 40).Select(_ => _queue.Make("new", Cancel).AsTask()).ToArray();

        Assert.InRange(_queue.WaitingCount, 0, Capacity);
        var hashes = await Task.WhenAll(made);
        Assert.Contains(hashes, hash => hash is null);
        var verdicts = await Task.WhenAll(flood);
        Assert.Contains(PasswordVerdict.Wrong, verdicts);
        Assert.Contains(PasswordVerdict.Overloaded, verdicts);
        Assert.Equal(0, _queue.AddressCount);
    }

    [Fact]
    public async Task Verify_NobodyWaitsAnyMore_IsLeftOut()
    {
        using var gone = new CancellationTokenSource();
        var before = Enumerable.Range(0, 4).Select(_ => _queue.Verify(Hash, "wrong", null, Cancel).AsTask()).ToArray();
        var left = _queue.Verify("no hash at all", "x", null, gone.Token).AsTask();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await Task.WhenAll(before);
    }

    [Fact]
    public async Task Verify_NoCoreIsIdle_IsCarriedOutAllTheSame()
    {
        var isOver = false;
        for (var number = 0; number < 2 * Environment.ProcessorCount; number++)
        {
            new Thread(Spin) { IsBackground = true }.Start();
        }

        try
        {
            for (var number = 0; number < 2; number++)
            {
                var verdict = await _queue.Verify(Hash, "right", Address, Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel);
                Assert.Equal(PasswordVerdict.Right, verdict);
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
        }

        void Spin()
        {
            while (!Volatile.Read(ref isOver))
            {
                // Takes its core.
            }
        }
    }

    [Fact]
    public void Memory_KnowsForAMinute()
    {
        var memory = new PasswordMemory(_clock);
        memory.Remember(memory.MarkOf("account 1", "right"));

        Assert.True(memory.Knows("account 1", "right"));
        Assert.False(memory.Knows("account 1", "wrong"));
        Assert.False(memory.Knows("account 2", "right"));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(memory.Knows("account 1", "right"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(memory.Knows("account 1", "right"));
    }

    [Fact]
    public void Memory_IsBounded()
    {
        var memory = new PasswordMemory(_clock);
        for (var index = 0; index < PasswordMemory.Max + 10; index++)
        {
            memory.Remember(memory.MarkOf($"account {index}", "right"));
        }

        Assert.Equal(PasswordMemory.Max, memory.Count);
        Assert.False(memory.Knows("account 9", "right"));
        Assert.True(memory.Knows("account 10", "right"));
        _clock.Advance(PasswordMemory.Remembered);
        memory.Remember(memory.MarkOf("account", "right"));
        memory.Remember(memory.MarkOf("account", "right"));
        Assert.Equal(1, memory.Count);
    }

    [Fact]
    public async Task Check_CallWithoutSession_IsRememberedUntilTheCredentialChanges()
    {
        var check = new PasswordCheck(_queue, new PasswordMemory(_clock));
        var call = new LoginAttempt { User = "u", Password = "right", Service = "default" };
        Assert.False(check.IsRemembered(call, "c 1"));
        Assert.Equal(PasswordVerdict.Right, await check.Verify(call, "c 1", Hash, Cancel));

        // Nothing is compared any more: this hash could never be right.
        Assert.Equal(PasswordVerdict.Right, await check.Verify(call, "c 1", "no hash", Cancel));
        Assert.Equal(PasswordVerdict.Wrong, await check.Verify(call, "c 2", "no hash", Cancel));
        Assert.Equal(PasswordVerdict.Wrong, await check.Verify(call with { SessionId = "s" }, "c 1", "no hash", Cancel));
    }

    [Fact]
    public async Task Check_ManyCallsAtOnce_ShareOneComparison()
    {
        var check = new PasswordCheck(_queue, new PasswordMemory(_clock));
        var call = new LoginAttempt { User = "u", Password = "right", Service = "default", Address = Address };

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => check.Verify(call, "c", Hash, Cancel).AsTask()));

        // Each with a comparison of its own would not find a place.
        Assert.All(verdicts, verdict => Assert.Equal(PasswordVerdict.Right, verdict));
    }

    [Fact]
    public async Task Check_WrongPasswords_AreNotRemembered()
    {
        var memory = new PasswordMemory(_clock);
        var check = new PasswordCheck(_queue, memory);

        await check.Verify(new LoginAttempt { User = "u", Password = "wrong", Service = "default" }, "c", Hash, Cancel);
        await check.Verify(new LoginAttempt { User = "nobody", Password = "right", Service = "default" }, "c", null, Cancel);

        Assert.Equal(0, memory.Count);
    }

    [Fact]
    public void ToString_OfCredentials_HasNoSecrets()
    {
        var attempt = new LoginAttempt { User = "u", Password = "p4ss", Token = "t0ken", Service = "default" };

        Assert.DoesNotContain("p4ss", attempt.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", attempt.ToString(), StringComparison.Ordinal);
        Assert.Equal("u", new BasicCredentials("u", "p4ss").ToString());
    }
}
