using EventPlatform.Gateway;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.TicketPlugin;

// The whole gateway, with class `ticket` besides `core` and `status`; it takes the gateway's own arguments.
return await EventPlatformGateway.Run(args, services => services.AddSingleton<IExternalApiHandler, TicketHandler>());
