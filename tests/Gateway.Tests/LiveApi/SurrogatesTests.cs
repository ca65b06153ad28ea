using System.Text;
using EventPlatform.Gateway.LiveApi.Documents;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class SurrogatesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData(@"\n\\ud800")]
    [InlineData(@"\u00e4")]
    [InlineData(@"\ud83d\ude00x")]
    public void AreWhole_Text_True(string raw) => Assert.True(Surrogates.AreWhole(Encoding.UTF8.GetBytes(raw)));

    [Theory]
    [InlineData(@"\ud83d")]
    [InlineData(@"\ude00")]
    [InlineData(@"\ud83dx\ude00")]
    [InlineData(@"\ud83d\n\ude00")]
    [InlineData(@"\ud83d\ud83d\ude00")]
    [InlineData(@"\ud83d\u00e4")]
    [InlineData(@"\ud83d\ude00\ude00")]
    public void AreWhole_HalfAPair_False(string raw) => Assert.False(Surrogates.AreWhole(Encoding.UTF8.GetBytes(raw)));
}
