using DotLiquid;

namespace Delivery.Workflows.Expressions;

/// <summary>What one render has left, and the burst's time.</summary>
internal sealed class LiquidBudget(ExpressionLimits limits, DateTimeOffset now)
{
    public const string Key = "budget";

    private readonly long _start = GC.GetAllocatedBytesForCurrentThread();
    private int _rounds;

    public DateTimeOffset Now { get; } = now;

    public static LiquidBudget Of(Context context) => (LiquidBudget)context.Registers[Key];

    public static ExpressionLimitException TooManyRounds(ExpressionLimits limits, Exception? inner = null) =>
        new($"The template looped more than {limits.MaxLiquidIterations} times.", inner);

    public void CountRound()
    {
        if (++_rounds > limits.MaxLiquidIterations)
        {
            throw TooManyRounds(limits);
        }

        CheckMemory();
    }

    public void CheckMemory()
    {
        if (GC.GetAllocatedBytesForCurrentThread() - _start > limits.MaxMemory)
        {
            throw new ExpressionLimitException($"The template used more than {limits.MaxMemory} bytes of memory.");
        }
    }

    public void CheckList(int length)
    {
        if (length > limits.MaxArrayLength)
        {
            throw new ExpressionLimitException($"The template makes a list of more than {limits.MaxArrayLength} elements.");
        }
    }

    public void CheckText(double length)
    {
        if (length > limits.MaxOutput)
        {
            throw new ExpressionLimitException($"The template makes a text longer than {limits.MaxOutput} characters.");
        }
    }
}
