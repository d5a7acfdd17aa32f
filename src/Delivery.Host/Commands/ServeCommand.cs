using Delivery.Host.CommandLine;
using Delivery.Host.Composition;
using Delivery.Host.Startup;
using Microsoft.AspNetCore.Connections;

namespace Delivery.Host.Commands;

/// <summary>Starts the modules and serves until it is asked to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(HostArguments arguments)
    {
        await using var host = DeliveryHost.Build(arguments);
        if (host.IsDemo)
        {
            host.App.Lifetime.ApplicationStarted.Register(() => Welcome.Print(host, Console.Out));
        }

        try
        {
            await host.App.RunAsync();
            return 0;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new UsageException($"The address is taken: {exception.Message} Choose another with --urls http://localhost:PORT.");
        }
    }
}
