using EventPlatform.Gateway.Replica;
using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;
using static EventPlatform.Gateway.Tests.LiveApi.SampleDirectory;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class SetTests : LiveServerTests
{
    private const string Extension = R + "/extensions/getByName/300";
    private const string UserStatus = R + "/user/getByName/mikey/status/set";

    private ExtensionView Now => Server.Replica.FindExtension(Sales300)!;

    [Fact]
    public async Task Set_EachField_IsShownByTheReplica()
    {
        Assert.Equal((204, ""), await Server.Post(Extension + "/status/set", """{"status":"Lunch","more":[1]}"""));
        Assert.Equal((204, ""), await Server.Post(Extension + "/note/set", """{"note":"a\r\nb\rc\nd"}"""));
        Assert.Equal((204, ""), await Server.Post(Extension + "/returnTime/set", """{"returnTime":1893456000123}"""));
        Assert.Equal(("Lunch", "a\nb\nc\nd", 1893456000123), (Now.Status.Name, Now.State.Note, Now.State.ReturnTime));
    }

    [Theory]
    [InlineData("status", "{}", "is missing")]
    [InlineData("status", """{"Status":"Lunch"}""", "is missing")]
    [InlineData("status", """{"status":null}""", "must be text")]
    [InlineData("status", """{"status":1}""", "must be text")]
    [InlineData("status", """{"status":"lunch"}""", "names nothing there is")]
    [InlineData("status", """{"status":"\ud800"}""", "has half a surrogate pair")]
    [InlineData("note", "{}", "is missing")]
    [InlineData("note", """{"note":["x"]}""", "must be text")]
    [InlineData("note", """{"note":"@#"}""", "is not allowed")]
    [InlineData("returnTime", "{}", "is missing")]
    [InlineData("returnTime", """{"returnTime":"1000"}""", "must be an integer")]
    [InlineData("returnTime", """{"returnTime":1.0}""", "must be an integer")]
    [InlineData("returnTime", """{"returnTime":1e3}""", "must be an integer")]
    [InlineData("returnTime", """{"returnTime":99999999999999999999}""", "must be an integer")]
    [InlineData("returnTime", """{"returnTime":999}""", "is not allowed")]
    public async Task Set_WrongValue_Is422WithTheMember(string member, string body, string reason)
    {
        Assert.Equal(
            (422, $$"""{"title":"Unprocessable Entity","status":422,"detail":"{{member}}: {{reason}}.","member":"{{member}}"}"""),
            await Server.Post($"{Extension}/{member}/set", body));
        Assert.Equal(("Available", "", -1), (Now.Status.Name, Now.State.Note, Now.State.ReturnTime));
    }

    [Fact]
    public async Task SetUserStatus_AnyMembers_InOneSet()
    {
        Assert.Equal((204, ""), await Server.Post(UserStatus, """{"name":"Lunch","note":"soon","returnTime":5000,"type":"no such"}"""));
        Assert.Equal(("Lunch", "soon", 5000), (Now.Status.Name, Now.State.Note, Now.State.ReturnTime));
        Assert.Equal((204, ""), await Server.Post(UserStatus, """{"note":""}"""));
        Assert.Equal(("Lunch", "", 5000), (Now.Status.Name, Now.State.Note, Now.State.ReturnTime));
        Assert.Equal(2, Server.Extensions.Count);
    }

    [Fact]
    public async Task SetUserStatus_Empty_Is204AndNoCommand()
    {
        Assert.Equal((204, ""), await Server.Post(UserStatus, "{}"));
        Assert.Equal(0, Server.Extensions.Count);
    }

    [Theory]
    [InlineData("""{"name":"No","note":"x"}""", "name")]
    [InlineData("""{"name":"Lunch","note":7}""", "note")]
    [InlineData("""{"note":"x","returnTime":7}""", "returnTime")]
    [InlineData("""{"note":"x","returnTime":null}""", "returnTime")]
    public async Task SetUserStatus_OneWrong_NoneIsSet(string body, string member)
    {
        var (status, problem) = await Server.Post(UserStatus, body);
        Assert.Equal(422, status);
        Assert.Contains($"\"member\":\"{member}\"", problem, StringComparison.Ordinal);
        Assert.Equal(("Available", "", -1), (Now.Status.Name, Now.State.Note, Now.State.ReturnTime));
    }
}
