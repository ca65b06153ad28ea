using EventPlatform.Contracts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>The table of errors is total.</summary>
public class ApiErrorsTests
{
    [Fact]
    public void Of_EveryRefusalAndFailure_HasACodeAndAText()
    {
        foreach (var kind in Enum.GetValues<RefusalKind>())
        {
            Assert.NotEqual("", ApiErrors.Of(new Refusal(kind)).Text);
            Assert.InRange(ApiErrors.Of(new Refusal(kind, "field")).Code, 100_001, 100_099);
        }

        foreach (var kind in Enum.GetValues<FailureKind>())
        {
            Assert.InRange(ApiErrors.Of(new Failure(kind, "ref")).Code, 100_001, 100_099);
        }
    }
}
