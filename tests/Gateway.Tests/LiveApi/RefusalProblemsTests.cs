using EventPlatform.Contracts;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class RefusalProblemsTests
{
    [Fact]
    public void Of_EveryKind_HasAStatus()
    {
        Assert.All(Enum.GetValues<RefusalKind>(), kind => Assert.InRange(RefusalProblems.Of(new Refusal(kind, "name")).Status, 400, 599));
    }

    [Theory]
    [InlineData(RefusalKind.NotFound, "", 404)]
    [InlineData(RefusalKind.NotFound, "status", 422)]
    [InlineData(RefusalKind.Taken, "name", 409)]
    [InlineData(RefusalKind.Invalid, "name", 422)]
    [InlineData(RefusalKind.Conflict, "name", 409)]
    [InlineData(RefusalKind.Full, "", 503)]
    public void Of_Kind_Status(object kind, string field, int status)
    {
        Assert.Equal(status, RefusalProblems.Of(new Refusal((RefusalKind)kind, field)).Status);
    }

    [Fact]
    public void Of_FieldAndDetail_BecomeMemberAndReason()
    {
        var problem = RefusalProblems.Of(new Refusal(RefusalKind.Invalid, "return_time", "is too late."), _ => "returnTime");
        Assert.Equal(new Problem(422, "returnTime: is too late.", "returnTime"), problem);
    }
}
