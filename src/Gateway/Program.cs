using EventPlatform.Gateway;

return await EventPlatformGateway.Run(args);
