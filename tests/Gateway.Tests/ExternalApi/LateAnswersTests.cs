using EventPlatform.Gateway.ExternalApi;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Connections;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Answers that come when their commands end.</summary>
public class LateAnswersTests
{
    [Fact]
    public async Task Stop_AnswerThatComesAfter_IsDroppedAndNobodyWaits()
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        var late = new LateAnswers(client.Connection, world.Services.Metrics.Door);
        var (before, after) = (new TaskCompletionSource<Answer>(), new TaskCompletionSource<Answer>());
        late.Add(before.Task, "1"u8.ToArray());
        late.Add(after.Task, "2"u8.ToArray());
        before.SetResult(Answer.Ok);
        late.Stop();
        after.SetResult(Answer.Ok);
        await late.WaitEmpty();
        client.Connection.EnqueueReply(Replies.Ok("3"u8));
        await client.Expect("""{"result":"ok","tid":1}""", """{"result":"ok","tid":3}""");
    }
}
