using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Embedded;
using Orleans.Storage;

namespace Orleans.Runtime;

// Created -> Activating -> Valid -> Deactivating -> Ended; a failed activation goes from Activating to Ended.
internal sealed partial class Activation
{
    private TaskCompletionSource? _deactivated;
    private StrongBox<DeactivationReason>? _reason;
    private bool _isFinishing;
    private long _idleSince;
    private long _keepAliveUntilTicks;

    public Task Deactivated
    {
        get
        {
            var source = Volatile.Read(ref _deactivated);
            if (source is null)
            {
                var created = new TaskCompletionSource(Engine.PromiseOptions);
                source = Interlocked.CompareExchange(ref _deactivated, created, null) ?? created;
            }

            if (IsEnded)
            {
                source.TrySetResult();
            }

            return source.Task;
        }
    }

    /// <summary>Why it ends; none while it does not.</summary>
    private DeactivationReason Reason => _reason?.Value ?? default;

    /// <summary>From any thread.</summary>
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(Current, this))
        {
            BeginDeactivation(deactivationReason);
        }
        else
        {
            Scheduler.Enqueue(new DeactivateItem(deactivationReason, onlyIfIdle: false));
        }
    }

    /// <summary>From any thread: a hint, checked again in a turn.</summary>
    internal bool IsCollectable()
        => Class.CollectionAge != Timeout.InfiniteTimeSpan
            && _state == ActivationState.Valid
            && _runningCount == 0
            && _waiting.Count == 0
            && Engine.Clock.Elapsed(Volatile.Read(ref _idleSince)) >= Class.CollectionAge
            && _keepAliveUntilTicks <= Engine.Clock.UtcNow.UtcTicks;

    internal void DelayDeactivation(TimeSpan by)
    {
        var isForever = by == TimeSpan.MaxValue || by == Timeout.InfiniteTimeSpan;
        _keepAliveUntilTicks = isForever ? long.MaxValue : by <= TimeSpan.Zero ? 0 : (Engine.Clock.UtcNow + by).UtcTicks;
    }

    internal void BeginDeactivation(DeactivationReason reason)
    {
        if (_state is ActivationState.Deactivating or ActivationState.Ended)
        {
            return;
        }

        _reason = new(reason);
        if (_state == ActivationState.Valid)
        {
            _state = ActivationState.Deactivating;
            if (_runningCount == 0)
            {
                BeginFinish();
            }
        }
        else if (_state == ActivationState.Created)
        {
            _ = End();
        }
    }

    /// <summary>Drops it as a crash would: no hook runs, nothing waiting is answered here. From any thread.</summary>
    internal void Kill()
    {
        _state = ActivationState.Ended;
        DisposeTimers();
        Volatile.Read(ref _deactivated)?.TrySetResult();
    }

    private async Task Activate()
    {
        _state = ActivationState.Activating;
        try
        {
            using var limit = new CancellationTokenSource(Engine.Collection.ActivationTimeout, Engine.Clock.Provider);
            var (instance, states) = Class.Create(this);
            _instance = instance;
            foreach (var state in states)
            {
                await state.Load(limit.Token);
            }

            if (_instance is IGrainBase grain)
            {
                await grain.OnActivateAsync(limit.Token).WaitAsync(limit.Token);
            }
        }
#pragma warning disable CA1031 // Whatever fails the activation belongs to the callers.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogActivationFailed(Engine.Logger, exception, GrainId);
            _reason = new(new DeactivationReason(DeactivationReasonCode.ActivationFailed, exception, "Failed to activate grain."));
            await End();
            return;
        }

        if (_reason is { Value.ReasonCode: not DeactivationReasonCode.None })
        {
            // It asked for its end while activating.
            _state = ActivationState.Deactivating;
            BeginFinish();
            return;
        }

        _state = ActivationState.Valid;
        _idleSince = Engine.Clock.Coarse;
        for (var count = _waiting.Count; count > 0 && _waiting.TryDequeue(out var turn); count--)
        {
            // Interleaving calls that waited for the activation do not wait for the calls before them.
            Receive(turn);
        }

        Advance();
    }

    private void BeginFinish()
    {
        if (!_isFinishing)
        {
            _isFinishing = true;
            _ = Finish();
        }
    }

    private async Task Finish()
    {
        DisposeTimers();
        try
        {
            if (_instance is IGrainBase grain)
            {
                using var limit = new CancellationTokenSource(Engine.Collection.DeactivationTimeout, Engine.Clock.Provider);
                await grain.OnDeactivateAsync(Reason, limit.Token).WaitAsync(limit.Token);
            }
        }
#pragma warning disable CA1031 // A hook that fails does not keep the activation.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogDeactivationFailed(Engine.Logger, exception, GrainId);
        }

        await End();
    }

    private async Task End()
    {
        DisposeTimers();
        Engine.Remove(this);
        _state = ActivationState.Ended;
        while (_waiting.TryDequeue(out var turn))
        {
            if (Reason.ReasonCode == DeactivationReasonCode.ActivationFailed)
            {
                turn.Reject(Reason.Exception!);
            }
            else
            {
                turn.Reroute(Engine);
            }
        }

        try
        {
            await DisposeInstance();
        }
#pragma warning disable CA1031 // Nobody is left to be told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogDeactivationFailed(Engine.Logger, exception, GrainId);
        }

        Volatile.Read(ref _deactivated)?.TrySetResult();
    }

    private async ValueTask DisposeInstance()
    {
        if (_instance is IAsyncDisposable asyncDisposable)
        {
            await asyncDisposable.DisposeAsync();
        }
        else if (_instance is IDisposable disposable)
        {
            disposable.Dispose();
        }

        if (_services is { } services)
        {
            await new AsyncServiceScope(services).DisposeAsync();
        }
    }

    /// <summary>An activation whose state is not the stored one must not go on with it.</summary>
    private void EndIfInconsistent(Exception exception)
    {
        if (exception is InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            inconsistent.IsSourceActivation = false;
            BeginDeactivation(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, exception.Message));
        }
    }

    [LoggerMessage(LogLevel.Error, "Grain {GrainId} could not be activated")]
    private static partial void LogActivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(LogLevel.Warning, "Grain {GrainId} failed while it was deactivated")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception exception, GrainId grainId);
}
