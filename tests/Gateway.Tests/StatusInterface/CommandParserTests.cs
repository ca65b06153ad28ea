using System.Text;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Lines into commands (status-interface.md, 2).</summary>
public class CommandParserTests
{
    [Theory]
    [InlineData("get_extension_state", "GetExtensionState")]
    [InlineData("get_statuses", "GetStatuses")]
    [InlineData("exit", "Exit")]
    [InlineData("get_extension_status@#L@#T@#1", "GetExtensionStatus|L|T|1")]
    [InlineData("get_extension_note@#L@#T@#1", "GetExtensionNote|L|T|1")]
    [InlineData("get_extension_return_time@#L@#T@#1", "GetExtensionReturnTime|L|T|1")]
    [InlineData("set_extension_status@#L@#T@#1@#Lunch", "SetExtensionStatus|L|T|1|Lunch")]
    [InlineData("set_extension_note@#L@#T@#1@#", "SetExtensionNote|L|T|1|")]
    [InlineData("set_extension_return_time@#L@#T@#1@#0", "SetExtensionReturnTime|L|T|1|0")]
    [InlineData("set_extension_note@# L @#T@@##@#ü", "SetExtensionNote| L |T@|#|ü")]
    [InlineData("get_extension_note@#@#@#", "GetExtensionNote|||")]
    public void Parse_Command_SplitsAtEverySeparatorFromTheLeft(string line, string expected)
    {
        var command = CommandParser.Parse(Encoding.UTF8.GetBytes(line), out _);
        Assert.NotNull(command);
        Assert.Equal(expected, string.Join('|', [command.Command.ToString(), .. command.Parameters]));
    }

    [Theory]
    [InlineData("", "Invalid command.")]
    [InlineData("exit ", "Invalid command.")]
    [InlineData(" exit", "Invalid command.")]
    [InlineData("Exit", "Invalid command.")]
    [InlineData("exit\0", "Invalid command.")]
    [InlineData("\uFEFFexit", "Invalid command.")]
    [InlineData("exit@", "Invalid command.")]
    [InlineData("@#exit", "Invalid command.")]
    [InlineData("get_statuses @#x", "Invalid command.")]
    [InlineData("get_extension_state\rx", "Invalid command.")]
    [InlineData("exit@#x", "Expected 0 parameters, got 1.")]
    [InlineData("exit@#", "Expected 0 parameters, got 1.")]
    [InlineData("get_statuses@#x", "Expected 0 parameters, got 1.")]
    [InlineData("get_extension_state@#@#", "Expected 0 parameters, got 2.")]
    [InlineData("get_extension_status", "Expected 3 parameters, got 0.")]
    [InlineData("get_extension_note@#L@#T", "Expected 3 parameters, got 2.")]
    [InlineData("get_extension_return_time@#L@#T@#1@#", "Expected 3 parameters, got 4.")]
    [InlineData("set_extension_status@#L@#T@#1", "Expected 4 parameters, got 3.")]
    [InlineData("set_extension_note@#L@#T@#1@#a@#b", "Expected 4 parameters, got 5.")]
    [InlineData("set_extension_return_time@#L@#T@#1@#0@#", "Expected 4 parameters, got 5.")]
    public void Parse_Refused_SaysWhy(string line, string error)
    {
        Assert.Null(CommandParser.Parse(Encoding.UTF8.GetBytes(line), out var reply));
        Assert.Equal("Error: " + error, Encoding.UTF8.GetString(reply.Span));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'e', 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public void Parse_NotUtf8_IsRefusedBeforeAnythingElse(byte[] line)
    {
        Assert.Null(CommandParser.Parse(line, out var reply));
        Assert.Equal("Error: Invalid encoding.", Encoding.UTF8.GetString(reply.Span));
    }
}
