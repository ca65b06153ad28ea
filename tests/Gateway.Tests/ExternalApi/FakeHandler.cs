using System.Collections.Immutable;
using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Class <c>7</c>, named by a number: <c>echo</c> answers, <c>fail</c> has a bug.</summary>
internal sealed class FakeHandler : IExternalApiHandler
{
    public string Class => "7";

    public ImmutableArray<ApiCommand> Commands { get; } = [new Echo("echo", isFailing: false), new Echo("fail", isFailing: true)];

    private sealed class Echo(string cmd, bool isFailing)
        : ApiCommand("core", cmd, new CommandSyntax(new CommandField("any", FieldKind.Any)))
    {
        public override ValueTask<Answer> Run(CommandCall call)
        {
            if (isFailing)
            {
                throw new InvalidOperationException("a bug");
            }

            var value = call.Envelope.Field("any"u8);
            return new(value.IsGiven ? Answer.With(call.Envelope.Raw(value).ToArray()) : Answer.Ok);
        }
    }
}
