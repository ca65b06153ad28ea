namespace EventPlatform.EndToEnd.Tests;

/// <summary>One state, four doors: what is changed at one is seen at all.</summary>
public sealed class FourDoorsTests
{
    [Fact]
    public async Task Change_AtOneDoor_IsSeenAtAllDoorsOfTheGateway()
    {
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway();
        await using var doors = await FourDoors.Connect(ports, ports);
        await doors.ChangeStatus();
    }

    [Fact]
    public async Task Change_AtOneGateway_IsSeenAtTheOther()
    {
        await using var platform = await Platform.Start();
        var (_, first) = await platform.AddGateway();
        var (_, second) = await platform.AddGateway();
        await using var doors = await FourDoors.Connect(first, second);
        await doors.ChangeStatus();
    }
}
