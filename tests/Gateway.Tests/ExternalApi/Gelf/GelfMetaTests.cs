using System.Text;
using EventPlatform.Gateway.ExternalApi.Gelf;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

public class GelfMetaTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("{}", true)]
    [InlineData("""{"a":1}""", true)]
    [InlineData(""" { "azAZ09_.-" : { "not a name" : [ { "" : 1 } ] } , "b" : null } """, true)]
    [InlineData("""{"\u0061\u002e":1}""", true)]
    [InlineData("""{"_":1,".":1,"-":1,"0":1}""", true)]
    [InlineData("""{"user":1,"id":1,"a":1,"a":2}""", true)]
    [InlineData("""{"":1}""", false)]
    [InlineData("""{"a":1,"":1}""", false)]
    [InlineData("""{"a b":1}""", false)]
    [InlineData("""{"a/b":1}""", false)]
    [InlineData("""{"a:b":1}""", false)]
    [InlineData("""{"a\u0020b":1}""", false)]
    [InlineData("""{"a\\b":1}""", false)]
    [InlineData("""{"a\u0000":1}""", false)]
    [InlineData("""{"ä":1}""", false)]
    [InlineData("""{"\u00e4":1}""", false)]
    [InlineData("""{"\uff11":1}""", false)]
    [InlineData("""{"\ud83d":1}""", false)]
    [InlineData("""{"a":{"b":1},"c d":1}""", false)]
    [InlineData("""["a"]""", false)]
    [InlineData("""[]""", false)]
    [InlineData("""
        "a"
        """, false)]
    [InlineData("1", false)]
    [InlineData("null", false)]
    public void IsValid_Names_OfLettersDigitsAndThreeSigns(string meta, bool isValid) =>
        Assert.Equal(isValid, GelfMeta.IsValid(Encoding.UTF8.GetBytes(meta)));

    [Fact]
    public void IsValid_EachAsciiCharacter_AsTheFormatSays()
    {
        var valid = Enumerable.Range(0, 128).Where(value => GelfMeta.IsValid(Encoding.UTF8.GetBytes($"{{\"\\u{value:x4}\":1}}")));
        Assert.Equal(
            "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", string.Concat(valid.Select(value => (char)value)));
    }
}
