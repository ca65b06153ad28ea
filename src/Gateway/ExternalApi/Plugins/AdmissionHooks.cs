using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Events;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>Asks the hooks that may refuse, see <see cref="ICommandHook"/> and <see cref="ISubscriptionHook"/>.</summary>
internal sealed class AdmissionHooks(IEnumerable<ICommandHook> commands, IEnumerable<ISubscriptionHook> subscriptions)
{
    private readonly ICommandHook[] _commands = [.. commands];
    private readonly ISubscriptionHook[] _subscriptions = [.. subscriptions];

    /// <summary>Whether there is none to ask.</summary>
    public bool IsEmpty => _commands.Length == 0 && _subscriptions.Length == 0;

    /// <summary>Whether a command may be carried out.</summary>
    /// <returns>Why not; null: it may.</returns>
    public ValueTask<ApiError?> OfCommand(CommandCall call)
    {
        if (_commands.Length == 0)
        {
            return default;
        }

        var command = new HookedCommand(call);
        return Ask(call, _commands, (hook, ended) => hook.Allows(command, ended));
    }

    /// <summary>Whether a subscription may be made.</summary>
    /// <returns>Why not; null: it may.</returns>
    public ValueTask<ApiError?> OfSubscription(CommandCall call)
    {
        if (_subscriptions.Length == 0)
        {
            return default;
        }

        var topic = EventNames.ToTopic(EventNames.Of(call));
        var subscription = new HookedSubscription(new HookCaller(call.Caller), topic, call.Object("body"u8).ToArray());
        return Ask(call, _subscriptions, (hook, ended) => hook.Allows(subscription, ended));
    }

    private static async ValueTask<ApiError?> Ask<T>(CommandCall call, T[] hooks, Func<T, CancellationToken, ValueTask<bool>> allows)
    {
        try
        {
            foreach (var hook in hooks)
            {
                if (!await allows(hook, call.ReplyTo.Ended))
                {
                    return ApiErrors.Unauthorized;
                }
            }

            return null;
        }
        catch (OperationCanceledException) when (call.ReplyTo.Ended.IsCancellationRequested)
        {
            return ApiErrors.Timeout;
        }
        catch (Exception exception)
        {
            return ApiErrors.Of(call.Services.Calls.FailureOf(exception));
        }
    }
}
