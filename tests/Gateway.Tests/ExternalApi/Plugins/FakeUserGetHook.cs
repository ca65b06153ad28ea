using System.Text;
using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

internal sealed class FakeUserGetHook(Func<SessionFacts, string, string> shape) : IUserGetHook
{
    public ReadOnlyMemory<byte> Describing(SessionFacts session, ReadOnlyMemory<byte> told) =>
        Encoding.UTF8.GetBytes(shape(session, Encoding.UTF8.GetString(told.Span)));
}
