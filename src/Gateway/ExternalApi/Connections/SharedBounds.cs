using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>The bounds of all connections that begin under the same settings.</summary>
/// <param name="make">Makes the bounds by some limits.</param>
internal sealed class SharedBounds(Func<LimitsOptions, MessageConnectionOptions> make)
{
    private Tuple<LimitsOptions, MessageConnectionOptions>? _last;

    public MessageConnectionOptions Of(LimitsOptions limits)
    {
        var last = Volatile.Read(ref _last);
        if (last?.Item1 != limits)
        {
            last = Tuple.Create(limits, make(limits));
            Volatile.Write(ref _last, last);
        }

        return last.Item2;
    }
}
