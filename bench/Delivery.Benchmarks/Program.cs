using Delivery.Benchmarks.Engine;
using Delivery.Benchmarks.Reporting;
using Delivery.Benchmarks.Studio;

var benchmarks = new Dictionary<string, Func<BenchmarkOptions, Task<Report>>>(StringComparer.Ordinal)
{
    ["engine-memory"] = EngineMemory.RunAsync,
    ["engine-pg"] = EnginePg.RunAsync,
    ["engine-scale"] = EngineScale.RunAsync,
    ["studio-lists"] = StudioLists.RunAsync,
    ["studio-open"] = StudioOpen.RunAsync,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.Error.WriteLine($"Usage: dotnet run -c Release --project bench/Delivery.Benchmarks -- <{string.Join('|', benchmarks.Keys)}> [--seconds N] [--nightly]");
    return 2;
}

var report = await benchmark(BenchmarkOptions.Parse(args[1..]));
report.Print(args[0]);
return 0;
