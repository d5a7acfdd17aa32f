using Delivery.Host.CommandLine;

namespace Delivery.Host.Commands;

/// <summary>Hands over to the simulator, and tells it which host to start when it is given no address.</summary>
internal static class SimulateCommand
{
    public static Task<int> RunAsync(HostArguments arguments) =>
        Simulator.SimulatorProgram.RunAsync(arguments.Rest, typeof(SimulateCommand).Assembly.Location);
}
