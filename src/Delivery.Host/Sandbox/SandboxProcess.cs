using System.Diagnostics;

namespace Delivery.Host.Sandbox;

/// <summary>
/// Keeps the sandbox running as a child process. The child holds on to our end of its standard input: when this process goes, however it goes,
/// the pipe closes and the child ends, so that no orphan keeps the sandbox's database.
/// </summary>
internal sealed class SandboxProcess(
    SandboxStart start, IHostApplicationLifetime lifetime, TimeProvider timeProvider, ILogger<SandboxProcess> logger) : BackgroundService
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the sandbox answers, so that the first payment finds it.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        using var http = new HttpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartTimeout);
        try
        {
            while (!await AnswersAsync(http, patience.Token))
            {
                await Task.Delay(Pause, timeProvider, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.SandboxSilent(logger, start.Url);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var code = await RunOnceAsync(stoppingToken);
            // A Ctrl-C at the terminal reaches the child too, perhaps before it reaches us: only after the pause is it certain that this is no stop.
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
            await Task.Delay(RestartPause, timeProvider, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            Log.SandboxEnded(logger, code);
        }
    }

    private async Task<int> RunOnceAsync(CancellationToken stoppingToken)
    {
        using var process = Process.Start(StartInfo()) ?? throw new InvalidOperationException($"{start.Path} does not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
            {
                Log.SandboxSays(logger, line.Data);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(process);
        }

        return process.ExitCode;
    }

    private static async Task StopAsync(Process process)
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [start.Path, "--urls", start.Url.ToString(), "--data", start.DataDirectory, "--exit-with-stdin", "true"];
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        // The child must not take our addresses for its own.
        foreach (var name in info.Environment.Keys.Where(key => key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            info.Environment.Remove(name);
        }

        return info;
    }

    private async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(start.Url, "/health/live"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
