using EventPlatform.Gateway.ExternalApi;

namespace EventPlatform.Gateway.Tests.ExternalApi;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("plain, ünïcode \u2028", "plain, ünïcode \u2028")]
    [InlineData("a\u001b[2J\rb\n\u0085", "a\\u001b[2J\\u000db\\u000a\\u0085")]
    public void Of_ControlCharacters_AreEscaped(string text, string logged) => Assert.Equal(logged, LogText.Of(text));
}
