using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime;

/// <summary>What a module gives the runtime.</summary>
public sealed class WorkflowRuntimeBuilder
{
    private readonly IServiceCollection _services;

    internal WorkflowRuntimeBuilder(IServiceCollection services) => _services = services;

    internal List<Func<IServiceProvider, IEnumerable<Activity>>> Activities { get; } = [];

    internal List<OutputConverter> Converters { get; } = [];

    internal List<Type> MessageTypes { get; } = [];

    /// <summary>Adds activity types to the built-in ones.</summary>
    public WorkflowRuntimeBuilder AddActivities(params IEnumerable<Activity> activities)
    {
        Activities.Add(_ => activities);
        return this;
    }

    /// <summary>Adds activity types that need services.</summary>
    public WorkflowRuntimeBuilder AddActivities(Func<IServiceProvider, IEnumerable<Activity>> activities)
    {
        Activities.Add(activities);
        return this;
    }

    /// <summary>Adds converters that definitions can put between an output and where it goes.</summary>
    public WorkflowRuntimeBuilder AddOutputConverters(params IEnumerable<OutputConverter> converters)
    {
        Converters.AddRange(converters);
        return this;
    }

    /// <summary>Adds a rule that definitions are checked with when they are published.</summary>
    public WorkflowRuntimeBuilder CheckWith<TRule>()
        where TRule : class, IDefinitionRule
    {
        _services.AddSingleton<IDefinitionRule, TRule>();
        return this;
    }

    /// <summary>Says what messages mean to workflows. Without it they mean nothing.</summary>
    public WorkflowRuntimeBuilder MapStimuli<TMapper>()
        where TMapper : class, IStimulusMapper
    {
        _services.AddSingleton<IStimulusMapper, TMapper>();
        return this;
    }

    /// <summary>Takes these kinds of messages on the endpoint <see cref="WorkflowRuntime.Endpoint"/>.</summary>
    public WorkflowRuntimeBuilder Take(IEnumerable<Type> messageTypes)
    {
        MessageTypes.AddRange(messageTypes);
        return this;
    }

    /// <summary>Adds who does one kind of slow thing outside. An activity that intends a kind without a handler cannot run here.</summary>
    public WorkflowRuntimeBuilder HandleIntents<THandler>()
        where THandler : class, IIntentHandler
    {
        _services.AddSingleton<IIntentHandler, THandler>();
        return this;
    }

    /// <summary>Says who takes the tasks that workflows hand out. Without it they wait to be completed from outside.</summary>
    public WorkflowRuntimeBuilder DispatchTasks<TDispatcher>()
        where TDispatcher : class, ITaskDispatcher
    {
        _services.AddSingleton<ITaskDispatcher, TDispatcher>();
        return HandleIntents<TaskHandOut>();
    }

    /// <summary>Changes the options, after the configuration section <c>Workflows</c>.</summary>
    public WorkflowRuntimeBuilder Configure(Action<WorkflowRuntimeOptions> configure)
    {
        _services.Configure(configure);
        return this;
    }
}
