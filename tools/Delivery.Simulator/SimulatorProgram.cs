namespace Delivery.Simulator;

/// <summary>The simulator's entry, for its own process and for <c>./run simulate</c>.</summary>
public static class SimulatorProgram
{
    /// <summary>Plays orders and checks the books.</summary>
    /// <param name="args">The simulator's command line.</param>
    /// <param name="hostAssembly">The host to start when no address is given.</param>
    public static Task<int> RunAsync(IReadOnlyList<string> args, string? hostAssembly)
    {
        throw new NotImplementedException($"{args.Count} {hostAssembly}");
    }
}
