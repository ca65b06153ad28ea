using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Sessions;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>What resources work with.</summary>
internal sealed record LiveApiServices(
    ReplicaStore Replica,
    ISessions Sessions,
    IExtensionCommands Extensions,
    IAccountCommands Accounts,
    IDirectoryCommands Directory,
    EventPublisher Publisher,
    IEventHistory History,
    GrainCalls Calls,
    IPasswordHashes Hashes,
    IPasswordMaker Passwords,
    IServerFacts Server,
    ILiveApiSettings Settings,
    TimeProvider Time);
