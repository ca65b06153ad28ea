using System.Text;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>What becomes of the text of a step before it is sent.</summary>
public sealed class SentTextTests
{
    private static readonly Variables Variables = new("r7", name => $"where {name} is", text => $"[{text}]");

    [Theory]
    [InlineData("a-$run", "a-r7")]
    [InlineData("$n $n", "3 3")]
    [InlineData("$(ab*3)$(]*2)", "ababab]]")]
    [InlineData("\"$b2.remote\"", "\"where b2 is\"")]
    [InlineData("$token(a-$run;x:=[$n]) $token()", "[a-r7;x:=[3]] []")]
    [InlineData("$other <x>", "$other <x>")]
    public void Resolve_Variables(string text, string resolved) => Assert.Equal(resolved, Variables.Resolve(text, 3));

    [Fact]
    public void Resolve_PartsOfAnAddress()
    {
        var variables = new Variables("r7", _ => "ws:[::1]:4711", text => text);
        Assert.Equal("ws:[::1]:4711 [::1] 4711 $a.other", variables.Resolve("$a.remote $a.ip $a.port $a.other"));
    }

    [Fact]
    public void ResolvePlain_BoundText_IsWithoutQuotes()
    {
        var bindings = new Bindings();
        bindings.Bind("id", JsonReading.Parse("\"a\\u0062\""));
        bindings.Bind("n", JsonReading.Parse("7"));
        Assert.Equal("/ab/r7/<n>/<x>", Variables.ResolvePlain("/<id>/$run/<n>/<x>", bindings));
    }

    [Fact]
    public void ResolveSent_BoundName_IsItsJson()
    {
        var bindings = new Bindings();
        bindings.Bind("id", JsonReading.Parse("\"\\u0041\""));
        Assert.Equal("{\"id\":\"\\u0041\",\"x\":\"<y>\"}", Variables.ResolveSent("{\"id\":<id>,\"x\":\"<y>\"}", bindings, 1, null));
    }

    [Fact]
    public void ResolveSent_Fill_MakesTheSizeInBytes()
    {
        var text = Variables.ResolveSent("{\"é\":\"$fill\"}", new Bindings(), 1, 100);
        Assert.Equal(100, Encoding.UTF8.GetByteCount(text));
        Assert.Matches("^\\{\"é\":\"x+\"\\}$", text);
    }

    [Theory]
    [InlineData(@"a\x00\xFFé\r\n\t\\", new byte[] { (byte)'a', 0, 0xFF, 0xC3, 0xA9, 13, 10, 9, (byte)'\\' })]
    [InlineData(@"\u0041", new byte[] { (byte)'\\', (byte)'u', (byte)'0', (byte)'0', (byte)'4', (byte)'1' })]
    public void EscapedBytes_Of(string text, byte[] bytes) => Assert.Equal(bytes, EscapedBytes.Of(text));
}
