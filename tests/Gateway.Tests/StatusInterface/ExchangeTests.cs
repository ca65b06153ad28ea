using System.Text;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Whole exchanges, however the bytes arrive (status-interface.md, 1).</summary>
public class ExchangeTests
{
    private const string Input =
        "get_extension_status@#Berlin@#Sales@#20\r\n\r\n\n" +
        "set_extension_status@#Berlin@#Sales@#20@#Büro\n" +
        "set_extension_note@#Berlin@#Sales@#20@#a#masknl#ß\r\n" +
        "set_extension_note@#Berlin@#Sales@#20@#a\r\r\n" +
        "get_extension_note@#Berlin@#Sales@#20\n" +
        "exit\r\nget_statuses\n";

    private static readonly string[] Output =
    [
        "ExtensionStatus@#Available",
        "Error: Invalid command.",
        "Error: Invalid command.",
        "",
        "ExtensionStatusUpdatedEvent@#Berlin@#Sales@#20@#Büro",
        "",
        "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#20@#a#masknl#ß",
        "Error: Invalid note.",
        "ExtensionNote@#a#masknl#ß",
    ];

    [Fact]
    public async Task Exchange_SplitAtEveryByte_IsTheSame()
    {
        var input = Encoding.UTF8.GetBytes(Input);
        for (var split = 0; split <= input.Length; split++)
        {
            using var platform = new TestPlatform();
            var client = platform.Connect();
            await client.SendBytes(input[..split], input[split..]);
            Assert.Equal(Output, await client.ReadToEnd());
        }
    }

    [Fact]
    public async Task Exchange_ByteByByte_IsTheSame()
    {
        using var platform = new TestPlatform();
        var client = platform.Connect();
        foreach (var one in Encoding.UTF8.GetBytes(Input))
        {
            await client.SendBytes([one]);
        }

        Assert.Equal(Output, await client.ReadToEnd());
    }

    [Fact]
    public async Task EmptyLines_CarriageReturnsAndAll_AreTwoInvalidCommands()
    {
        using var platform = new TestPlatform();
        var client = platform.Connect();
        await client.SendBytes("\r\n\r\n"u8.ToArray());
        Assert.Equal(["Error: Invalid command.", "Error: Invalid command."], await client.Finish());
    }

    [Fact]
    public async Task InvalidBytes_BetweenCommands_AreRefusedInOrder()
    {
        using var platform = new TestPlatform();
        var client = platform.Connect();
        await client.SendBytes("x\n"u8.ToArray(), [0xFF, (byte)'\n'], [.. new byte[65_537], (byte)'\n'], "get_statuses@#\n"u8.ToArray());
        string[] expected =
        [
            "Error: Invalid command.", "Error: Invalid encoding.", "Error: Line too long.", "Error: Expected 0 parameters, got 1.",
        ];
        Assert.Equal(expected, await client.Finish());
    }

    [Fact]
    public async Task LineTooLong_WithoutItsEnd_IsToldAtOnce()
    {
        using var platform = new TestPlatform();
        var client = platform.Connect();
        await client.SendBytes([.. Enumerable.Repeat((byte)0xFF, 65_537)]);
        await client.Expect("Error: Line too long.");
        await client.SendBytes(new byte[200_000], "\nget_extension_note@#Berlin@#Sales@#20\n"u8.ToArray());
        await client.Expect("ExtensionNote@#");
    }

    [Fact]
    public async Task HalfClose_UnfinishedLine_IsDropped()
    {
        using var platform = new TestPlatform();
        var client = platform.Connect();
        await client.SendBytes("get_extension_note@#Berlin@#Sales@#20\nget_statuses"u8.ToArray());
        Assert.Equal(["ExtensionNote@#"], await client.Finish());
        await client.Served;
        Assert.False(client.IsReset);
    }

    [Fact]
    public async Task HalfClose_DuringASet_IsAnsweredAndThenClosed()
    {
        using var platform = new TestPlatform();
        var permission = new TaskCompletionSource();
        platform.Commands.Permission = permission.Task;
        var client = platform.Connect();
        await client.Send("set_extension_note@#Berlin@#Sales@#20@#x", "get_extension_note@#Berlin@#Sales@#20");
        await client.End();
        permission.SetResult();
        Assert.Equal(["", "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#20@#x", "ExtensionNote@#x"], await client.ReadToEnd());
    }

    [Fact]
    public async Task Exit_WhatIsDue_IsSentAndTheRestNotRead()
    {
        using var platform = new TestPlatform();
        var client = platform.Connect();
        await client.Send("exit@#x", "get_extension_note@#Berlin@#Sales@#20", "exit", "set_extension_note@#Berlin@#Sales@#20@#x");
        Assert.Equal(["Error: Expected 0 parameters, got 1.", "ExtensionNote@#"], await client.ReadToEnd());
        Assert.Empty(platform.Commands.Sets);
        Assert.Equal(ExtensionState.Initial, platform["20"].State);
    }

    [Fact]
    public async Task Pipelined_AfterASet_WaitsForItWhileOthersAreServed()
    {
        using var platform = new TestPlatform();
        var permission = new TaskCompletionSource();
        platform.Commands.Permission = permission.Task;
        var client = platform.Connect();
        var other = platform.Connect();
        await client.Send("set_extension_note@#Berlin@#Sales@#20@#x", "get_extension_note@#Berlin@#Sales@#20", "nonsense");
        await other.Send("get_extension_note@#Berlin@#Sales@#20");
        await other.Expect("ExtensionNote@#");
        Assert.Equal(0, client.Connection.MessagesSent);
        permission.SetResult();
        await client.Expect("", "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#20@#x", "ExtensionNote@#x", "Error: Invalid command.");
        await other.Expect("ExtensionNoteUpdatedEvent@#Berlin@#Sales@#20@#x");
    }
}
